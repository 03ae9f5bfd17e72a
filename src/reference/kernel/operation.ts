/**
 * What an operation of several steps yields: a pause point, where another CPU or task may act, or what it waits for.
 * A deadline is on the injected clock, in nanoseconds.
 */
export type Step = undefined | Wait;

export interface Wait {
  readonly until: () => boolean;
  readonly deadline?: bigint;
}

/** The result of a system call as the kernel gives it: a value, or an error number negated. */
export type Value = number | bigint;

/** An operation of several steps. */
export type Operation = Generator<Step, Value, undefined>;

export type Result = Value | Operation;

export const isOperation = (result: Result): result is Operation => typeof result === 'object';
