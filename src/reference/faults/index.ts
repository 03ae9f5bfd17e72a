import type { Model } from '../model';

/** A named one-place defect of the reference, to show that rules can fail. */
export interface Fault {
  readonly name: string;
  /** One sentence: the wrong implementation it stands for. */
  readonly describes: string;
  /** The rules that must fail with it. */
  readonly breaks: readonly string[];
  readonly apply: (model: Model) => Model;
}

export const faults: readonly Fault[] = [];

/** @throws Error when there is no fault of that name */
export function faultNamed(name: string): Fault {
  const fault = faults.find((one) => one.name === name);
  if (fault === undefined) throw new Error(`the reference machine has no fault "${name}"`);
  return fault;
}
