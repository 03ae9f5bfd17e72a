// Generated from schemas/deviations.schema.json by "npm run types". Do not edit.

/**
 * Recorded, explained failures of one implementation.
 */
export interface Deviations {
  implementation: string;
  deviations: Deviation[];
}
export interface Deviation {
  id: string;
  title: string;
  reason: string;
  source: string;
  verdict: 'fail' | 'blocked';
  /**
   * Versions of the machine that deviate: from (inclusive) to below (exclusive).
   */
  versions?: {
    from?: string;
    below?: string;
  };
  /**
   * A race: passing is as expected as failing.
   */
  intermittent?: true;
  /**
   * Example id to the fingerprint of its failure.
   */
  examples: {
    [k: string]: string;
  };
}
