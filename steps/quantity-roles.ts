import type { TckWorld } from './world';

/** Something that has a number, as features speak of it. */
export interface Quantity {
  /** Gives it the number before the scenario begins. */
  readonly make?: (world: TckWorld, value: bigint) => void | Promise<void>;
  /** Expects the number of it. */
  readonly expect?: (world: TckWorld, value: bigint) => void | Promise<void>;
}
