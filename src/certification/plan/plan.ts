import type { Level, Provenance } from '../../contract/documents/report';

export interface PlannedExample {
  /** `<rule id>/<scenario name>` and, for a row of an outline, `/<cell>, <cell>…`. Independent of line numbers. */
  readonly id: string;
  readonly uri: string;
  /** Of the scenario, or of the row in the feature file. */
  readonly line: number;
  readonly tags: readonly string[];
}

export interface PlannedRule {
  readonly id: string;
  readonly sentence: string;
  readonly system: string;
  readonly feature: string;
  readonly uri: string;
  readonly line: number;
  readonly provenance: Provenance;
  readonly level: Level;
  readonly provisional: boolean;
  readonly recorded: boolean;
  readonly source: string;
  /** Why a rule has no examples. */
  readonly untested?: string;
  readonly positions: readonly string[];
  /** Of the rule's own text, without its place in the file. */
  readonly digest: string;
  readonly examples: readonly PlannedExample[];
}

export interface Plan {
  readonly suite: { readonly name: string; readonly version: string; readonly digest: string };
  /** Of the ids and rule digests selected. */
  readonly digest: string;
  readonly selection: readonly string[];
  /** How much is selected, in all shards together. */
  readonly whole: { readonly rules: number; readonly examples: number };
  readonly shard?: Shard;
  /** Those of this shard. */
  readonly rules: readonly PlannedRule[];
}

/** One of several parts that a plan is run in, counted from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

export function examplesOf(plan: Pick<Plan, 'rules'>): PlannedExample[] {
  return plan.rules.flatMap((rule) => rule.examples);
}
