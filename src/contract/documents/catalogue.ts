// Generated from schemas/catalogue.schema.json by "npm run types". Do not edit.

/**
 * Every requirement of one system, tested or not.
 */
export interface Catalogue {
  system: string;
  requirements: Requirement[];
}
export interface Requirement {
  id: string;
  sentence: string;
  /**
   * A architecture or uAPI, A? its authority was not readable, L Linux, Q QEMU, T thread or proposal, T+ inferred from one.
   */
  class: 'A' | 'A?' | 'L' | 'Q' | 'T' | 'T+';
  source: string;
  /**
   * Why no feature file has it yet.
   */
  elsewhere?: string;
  /**
   * Why it is a deviation or fault rather than a rule.
   */
  defect?: string;
}
