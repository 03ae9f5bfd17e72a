import type { Verdict } from '../contract/documents/report';

/** How Cucumber judged the steps of an example, the worst of them. */
export type StepStatus = 'UNKNOWN' | 'PASSED' | 'SKIPPED' | 'PENDING' | 'UNDEFINED' | 'AMBIGUOUS' | 'FAILED';
/** `Outcome` is a Then and what continues it. */
export type StepType = 'Unknown' | 'Context' | 'Action' | 'Outcome';

export interface Course {
  readonly status: StepStatus;
  /** The first step that did not succeed. */
  readonly failure?: { readonly stepType: StepType; readonly error: unknown };
  readonly expectations: number;
  /** The rule only documents what is seen. */
  readonly recorded: boolean;
  /** For what happens outside the steps: the machine's fault, unless the machine is the kit's own. */
  readonly crashVerdict: 'blocked' | 'suite-error';
}

export interface Judgement {
  readonly verdict: Verdict;
  readonly reason?: string;
}

interface Row {
  readonly when: (course: Course, error: string) => boolean;
  readonly verdict: Verdict | ((course: Course) => Verdict);
  readonly reason?: (course: Course) => string;
}

const message = ({ failure }: Course): string =>
  failure?.error instanceof Error ? failure.error.message : String(failure?.error);

/** The first row that fits decides. */
const rows: readonly Row[] = [
  { when: (course) => course.status === 'UNDEFINED', verdict: 'suite-error', reason: () => 'a step is not defined' },
  {
    when: (course) => course.status === 'AMBIGUOUS',
    verdict: 'suite-error',
    reason: () => 'a step has two definitions',
  },
  { when: (course) => course.status === 'PENDING', verdict: 'suite-error', reason: () => 'a step is not written yet' },
  {
    when: ({ failure }, error) => error === 'ExpectationNotMet' && failure!.stepType === 'Outcome',
    verdict: 'fail',
  },
  {
    when: (_, error) => error === 'ExpectationNotMet',
    verdict: 'suite-error',
    reason: (course) => `an expectation outside a Then: ${message(course)}`,
  },
  { when: (_, error) => error === 'NotObservable', verdict: 'not-observable', reason: message },
  { when: (_, error) => error === 'NotClaimed', verdict: 'not-claimed', reason: message },
  { when: (_, error) => error === 'MachineFailed', verdict: 'blocked', reason: message },
  { when: ({ failure }) => failure !== undefined, verdict: 'suite-error', reason: message },
  {
    when: ({ status }) => status === 'FAILED',
    verdict: ({ crashVerdict }) => crashVerdict,
    reason: () => 'something outside the steps threw an error',
  },
  { when: ({ status }) => status !== 'PASSED', verdict: 'suite-error', reason: () => 'no step was run' },
  { when: ({ recorded }) => recorded, verdict: 'recorded' },
  { when: ({ expectations }) => expectations === 0, verdict: 'suite-error', reason: () => 'it checked nothing' },
  { when: () => true, verdict: 'pass' },
];

/** The verdict of one example, deviations not yet considered. */
export function judge(course: Course): Judgement {
  // By name, not by class: a plug-in may have been built against its own copy of the contract.
  const error = course.failure?.error instanceof Error ? course.failure.error.name : '';
  const row = rows.find((candidate) => candidate.when(course, error))!;
  const reason = row.reason?.(course);
  const verdict = typeof row.verdict === 'function' ? row.verdict(course) : row.verdict;
  return { verdict, ...(reason === undefined ? {} : { reason }) };
}
