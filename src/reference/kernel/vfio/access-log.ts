import type { Access } from '../../../contract/entries';

/** Older accesses are forgotten when nobody asks. */
const most = 1 << 14;

/**
 * Accesses that have reached a device since it was last asked, in order. Regions are `BAR0` to `BAR5`, `config` and
 * `v1`, the migration region of 2020; an arc of the migration is a write to region `migration` of two bytes, the old and
 * the new state.
 */
export class AccessLog {
  #accesses: Access[] = [];

  add(direction: Access['direction'], region: string, offset: number, bytes: Uint8Array): void {
    if (this.#accesses.length === most * 2) this.#accesses.splice(0, most);
    this.#accesses.push({ direction, region, offset: BigInt(offset), bytes });
  }

  take(): readonly Access[] {
    const taken = this.#accesses;
    this.#accesses = [];
    return taken;
  }
}
