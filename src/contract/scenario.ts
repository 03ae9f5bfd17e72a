import type { Evidence } from './documents/report';

/** A step as it stands in the feature. `Context` is a Given, `Action` a When, `Outcome` a Then, each with what continues it. */
export interface ScenarioStep {
  readonly text: string;
  readonly type?: 'Unknown' | 'Context' | 'Action' | 'Outcome';
}

/** What the steps of one example leave behind for the certification. Cucumber's `this` fulfils it. */
export interface ScenarioOutcome {
  /**
   * Called once before the first step, with all steps: a sentence may be a demand or an expectation, and what a later step compares with is kept.
   * @param positions the positions the rule belongs to; a machine that claims none of them is not asked
   */
  begin(steps: readonly ScenarioStep[], positions?: readonly string[]): void;
  /** First step that did not succeed, by its index in the pickle. */
  readonly failure?: { readonly step: number; readonly error: unknown };
  /** What rules that only record have noted. */
  readonly notes: readonly string[];
  /** Number of expectations checked; an example that checked none proves nothing. */
  readonly expectations: number;
  /** Builds the evidence; only called when the verdict is not `pass`. */
  evidence(): Evidence;
  /** Stops the running machine. */
  end(): Promise<void>;
}
