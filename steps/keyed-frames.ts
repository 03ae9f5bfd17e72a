import type { StatedKey } from './parameters';
import type { TckWorld } from './world';

/** Frames that have the same key, of whatever guest. */
export interface KeyedFrames {
  readonly give: (world: TckWorld, key: number) => void | Promise<void>;
  readonly expect: (world: TckWorld, key: StatedKey) => Promise<void>;
}
