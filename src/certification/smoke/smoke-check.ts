import type { Machine } from '../../contract/machine';

/** One thing the least of machines must do. It throws what is wrong, or tells what it saw. */
export interface SmokeCheck {
  readonly name: string;
  run(machine: Machine): Promise<string>;
}
