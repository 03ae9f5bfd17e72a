import type { Evidence } from './documents/report';

/** What the steps of one example leave behind for the certification. Cucumber's `this` fulfils it. */
export interface ScenarioOutcome {
  /** Called once before the first step, with the texts of all steps, so that state a later step compares with is kept. */
  begin(steps: readonly string[]): void;
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
