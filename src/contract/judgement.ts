/**
 * What can end an example early, each with a verdict of its own (design: verdicts and certification).
 * Anything else that is thrown is a defect of the suite.
 */

/** One difference between what a rule demands and what was seen. */
export interface Difference {
  readonly where: string;
  readonly expected: string;
  readonly seen: string;
}

/** An expectation in a Then is not met: `fail`. */
export class ExpectationNotMet extends Error {
  override readonly name = 'ExpectationNotMet';
  constructor(
    message: string,
    readonly differences: readonly Difference[] = [],
  ) {
    super(message);
  }
}

/** The machine lacks the face or ability to show this: `not-observable`. */
export class NotObservable extends Error {
  override readonly name = 'NotObservable';
}

/** The machine does not claim what the example requires: `not-claimed`. */
export class NotClaimed extends Error {
  override readonly name = 'NotClaimed';
}

export type FailureKind = 'died' | 'hung' | 'deadline' | 'protocol' | 'start';

/** The machine died, hung, missed a deadline or broke the contract: `blocked`. */
export class MachineFailed extends Error {
  override readonly name = 'MachineFailed';
  constructor(
    readonly kind: FailureKind,
    message: string,
    /** Exit status, signal, CPU time, tail of stderr: whatever helps the reader. */
    readonly details: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

/** The machine cannot be certified at all (absent, self test failed): the command ends with status 2. */
export class MachineAbsent extends Error {
  override readonly name = 'MachineAbsent';
}
