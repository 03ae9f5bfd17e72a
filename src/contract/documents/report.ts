// Generated from schemas/report.schema.json by "npm run types". Do not edit.

export type Digest = string;
export type Provenance = 'architecture' | 'linux' | 'qemu' | 'proposal';
export type Level = 'must' | 'should' | 'may';
export type Verdict =
  | 'pass'
  | 'fail'
  | 'known-deviation'
  | 'unexpected-pass'
  | 'not-claimed'
  | 'not-observable'
  | 'blocked'
  | 'suite-error'
  | 'not-run'
  | 'recorded';

/**
 * What one certification run found: every planned rule and example with exactly one verdict, and the evidence for each that did not pass.
 */
export interface Report {
  schemaVersion: 1;
  suite: {
    name: string;
    version: string;
    digest: Digest;
  };
  machine: {
    /**
     * The manifest as the machine gave it; its own schema is manifest.schema.json.
     */
    manifest: {
      name: string;
      title: string;
      version: string;
    };
    digest: Digest;
  };
  environment: {
    node: string;
    os: string;
    arch: string;
    cpus: number;
    cpuModel: string;
  };
  /**
   * Reproduces this run.
   */
  command: string;
  /**
   * The run was told to end with 0 when everything that fails does so exactly as recorded.
   */
  acceptDeviations: boolean;
  plan: {
    digest: Digest;
    rules: number;
    examples: number;
    /**
     * Empty: the whole specification.
     */
    selection: string[];
    /**
     * This report holds the results of one part of the plan only.
     */
    shard?: {
      index: number;
      count: number;
      /**
       * Of the plan, in this shard.
       */
      examples: number;
    };
  };
  startedAt: string;
  endedAt: string;
  complete: boolean;
  incompleteBecause?: string;
  outcome: {
    exitCode: number;
    conformant: boolean;
    /**
     * Everything that failed did so exactly as recorded.
     */
    asRecorded: boolean;
    sentence: string;
  };
  counts: Counts;
  systems: SystemResult[];
  deviations: KnownDeviation[];
  profiles?: ProfileResult[];
  honesty?: Honesty;
}
/**
 * Examples per verdict.
 */
export interface Counts {
  pass: number;
  fail: number;
  'known-deviation': number;
  'unexpected-pass': number;
  'not-claimed': number;
  'not-observable': number;
  blocked: number;
  'suite-error': number;
  'not-run': number;
  recorded: number;
}
export interface SystemResult {
  name: string;
  rules: RuleResult[];
}
export interface RuleResult {
  id: string;
  /**
   * Name of the feature the rule stands in.
   */
  feature: string;
  sentence: string;
  provenance: Provenance;
  level: Level;
  /**
   * Its authority was not readable: shown, never decisive.
   */
  provisional: boolean;
  source: string;
  uri: string;
  line: number;
  /**
   * Of the text of the rule.
   */
  digest: string;
  verdict: Verdict;
  reason?: string;
  deviations?: string[];
  examples: ExampleResult[];
}
export interface ExampleResult {
  id: string;
  uri: string;
  line: number;
  verdict: Verdict;
  reason?: string;
  /**
   * CPU time of the suite's process.
   */
  cpuMs?: number;
  /**
   * Id of the deviation that records this example.
   */
  deviation?: string;
  fingerprint?: string;
  notes?: string[];
  evidence?: Evidence;
}
/**
 * Why an example did not pass, in terms that can be replayed without this kit.
 */
export interface Evidence {
  step?: {
    index: number;
    text: string;
  };
  /**
   * The scenario as it ran, a step a line; what belongs to a step is indented.
   */
  scenario?: string[];
  message: string;
  differences: SeenDifference[];
  /**
   * What was compared.
   */
  scope?: string[];
  sweep?: {
    declared: number;
    checked: number;
    failedCount: number;
    /**
     * Of all failed rows and what was seen in each: "failed" holds the first ones only.
     */
    digest?: string;
    /**
     * @maxItems 20
     */
    failed: {
      row: string;
      differences: SeenDifference[];
    }[];
  };
  transcript: Exchange[];
  /**
   * Only for defects of the suite.
   */
  stack?: string;
  /**
   * What is known of the machine's end: kind, exit status, signal, CPU time, tail of stderr.
   */
  machine?: {
    [k: string]: string;
  };
}
export interface SeenDifference {
  where: string;
  expected: string;
  seen: string;
}
/**
 * One request to the machine and its answer, in wire form (byte strings and 64-bit numbers as hex strings).
 */
export interface Exchange {
  request: Wire;
  /**
   * Null: there was no answer.
   */
  answer: Wire | null;
  /**
   * One decoded line.
   */
  text: string;
}
export interface Wire {
  [k: string]: unknown;
}
export interface KnownDeviation {
  id: string;
  title: string;
  reason: string;
  source: string;
}
/**
 * What the run says of one profile: a list of rules, and what a machine must claim to be judged by them.
 */
export interface ProfileResult {
  name: string;
  title: string;
  provenance: Provenance;
  /**
   * The exit code says whether it is certified.
   */
  requested: boolean;
  /**
   * The machine claims everything that the profile requires.
   */
  candidate: boolean;
  certified: boolean;
  /**
   * Empty when certified.
   */
  why: string[];
  demands: {
    faces: string[];
    facilities: number[];
    features: {
      [k: string]: boolean | number | string;
    };
    /**
     * Decisive rules with the number of their examples, each of which must have been run.
     */
    rules: {
      [k: string]: number;
    };
  };
  /**
   * Rules of the profile that cannot be tested yet.
   */
  untested: string[];
}
/**
 * What the machine claims, compared with what a guest in it can ask. A contradiction makes the result not conformant.
 */
export interface Honesty {
  /**
   * The questions that were answered.
   */
  asked: string[];
  contradictions: string[];
  /**
   * Facilities that a guest sees and the machine does not claim.
   */
  unclaimed: number[];
  /**
   * What could not be asked, and why.
   */
  notes: string[];
}
