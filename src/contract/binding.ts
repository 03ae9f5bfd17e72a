import type { Manifest } from './documents/manifest';
import type { Machine } from './machine';

/** The machine under certification and what it claims, for the steps of this process. */
export interface Bound {
  readonly machine: Machine;
  readonly manifest: Manifest;
}

let bound: Bound | undefined;

/** Binds a machine for all scenarios of this process. The command line and the plain Cucumber entry do this; steps do not. */
export function bindMachine(machine: Bound): void {
  bound = machine;
}

export function boundMachine(): Bound {
  if (bound === undefined)
    throw new Error('no machine is bound: start through "s390-tck certify" or plain "cucumber-js"');
  return bound;
}
