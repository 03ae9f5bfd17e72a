import type { SpaceName } from './translation';
import type { TckWorld } from './world';

/** The address spaces of a guest, as features state them. */
export interface StatedSpaces {
  readonly map: (
    world: TckWorld,
    name: SpaceName,
    rows: readonly Readonly<Record<string, string>>[],
  ) => void | Promise<void>;
  readonly makePrivate: (world: TckWorld, name: SpaceName) => void | Promise<void>;
  /** Entry 2 to 7 of the access list: an access register with that number selects it. */
  readonly list: (world: TckWorld, entry: number, designates: string) => void | Promise<void>;
}
