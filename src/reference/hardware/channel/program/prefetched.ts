import { ccwFlag } from '../../../../architecture/ccw';
import { orbMask } from '../../../../architecture/orb';
import type { ChannelProgram } from './program';

/** Whether CCWs are fetched before they take control, where the ORB permits it: never, all of the program, or at random. */
export type PrefetchPolicy =
  | { readonly kind: 'never' }
  | { readonly kind: 'whole' }
  | { readonly kind: 'random'; readonly seed: number };

/** @returns undefined for a text that is no policy: `never`, `whole` or `random:<seed>` */
export function prefetchPolicy(text: string): PrefetchPolicy | undefined {
  if (text === 'never' || text === 'whole') return { kind: text };
  const seed = /^random:(\d{1,9})$/.exec(text)?.[1];
  return seed === undefined ? undefined : { kind: 'random', seed: Number(seed) };
}

/** A policy as a fixture or a manifest writes it. */
export function prefetchText(policy: PrefetchPolicy): string {
  return policy.kind === 'random' ? `random:${policy.seed}` : policy.kind;
}

/** Both words of a CCW that was fetched early are those of then. */
export const fetchedEarly = (
  _program: ChannelProgram,
  _address: number,
  found: readonly [number, number],
): readonly [number, number] => found;

export const mayPrefetch = (program: ChannelProgram): boolean => program.allows(orbMask.prefetch);

/** What a policy has fetched of a program. Both words of a CCW are fetched at once. */
export class Prefetched {
  readonly #ccws = new Map<number, readonly [number, number]>();
  readonly #lists = new Map<number, number>();
  readonly #enabled: boolean;
  #seed: number;

  constructor(
    readonly policy: PrefetchPolicy,
    readonly program: ChannelProgram,
  ) {
    this.#enabled = policy.kind !== 'never' && program.behaviour.mayPrefetch(program);
    this.#seed = policy.kind === 'random' ? policy.seed : 0;
  }

  /** The start of the program, or its resumption: whatever was fetched is fetched again. */
  start(address: number): void {
    if (!this.#enabled) return;
    this.#ccws.clear();
    this.#lists.clear();
    if (this.policy.kind === 'whole') this.#fetch(address, wholeProgram);
  }

  /** The CCW at an address takes control. */
  ccw(address: number): readonly [number, number] | undefined {
    if (!this.#enabled) return undefined;
    const found = this.#ccws.get(address);
    if (this.policy.kind === 'random') {
      this.#ccws.delete(address);
      this.#fetch(address + 8, this.#next() % 6);
    }
    return found === undefined ? undefined : this.program.behaviour.fetchedEarly(this.program, address, found);
  }

  /** A word of a list of addresses is used. */
  word(address: number): number | undefined {
    return this.#enabled ? this.#lists.get(address) : undefined;
  }

  /** xorshift: the same seed gives the same depths. */
  #next(): number {
    let value = this.#seed + 0x9e3779b9;
    value ^= value << 13;
    value ^= value >>> 17;
    value ^= value << 5;
    this.#seed = value >>> 0;
    return this.#seed;
  }

  /** Fetches up to a number of CCWs that may follow; a CCW that cannot be fetched is left for when it takes control. */
  #fetch(first: number, most: number): void {
    const waiting = [first];
    const seen = new Set<number>();
    for (let left = most; left > 0 && waiting.length > 0; left -= 1) {
      const address = waiting.shift()!;
      if (seen.has(address) || (address & 7) !== 0 || !this.#available(address)) continue;
      seen.add(address);
      const { view } = this.program.css.storage.frame(address);
      const high = view.getUint32(address & 0xfff);
      const low = view.getUint32((address & 0xfff) + 4);
      if (!this.#ccws.has(address)) this.#ccws.set(address, [high, low]);
      waiting.push(...this.#followers(address, high, low));
    }
  }

  #available(address: number): boolean {
    const { program } = this;
    const { storage } = program.css;
    return (
      address < program.limit &&
      storage.has(address) &&
      program.behaviour.keyAllows(program.key, storage.key(address), false)
    );
  }

  #followers(address: number, high: number, low: number): number[] {
    const { format1 } = this.program;
    const code = high >>> 24;
    if (format1 ? code === 8 : (code & 0xf) === 8) return [format1 ? low : high & 0xffffff];
    const flags = format1 ? (high >>> 16) & 0xff : low >>> 24;
    if ((flags & ccwFlag.indirect) !== 0)
      this.#fetchList(format1 ? low : high & 0xffffff, format1 ? high & 0xffff : low & 0xffff);
    // Without modification control CCWs behind a PCI may still be changed.
    if ((flags & ccwFlag.pci) !== 0 && !this.program.allows(orbMask.modification)) return [];
    if ((flags & ccwFlag.chainData) !== 0) return [address + 8];
    return (flags & ccwFlag.chainCommand) !== 0 ? [address + 8, address + 16] : [];
  }

  /** As many words as the count can need. */
  #fetchList(list: number, count: number): void {
    if ((list & 3) !== 0) return;
    const words = (Math.ceil(count / 2048) + 1) * 2;
    for (let index = 0; index < words; index += 1) {
      const address = list + index * 4;
      if (!this.#available(address) || this.#lists.has(address)) continue;
      this.#lists.set(address, this.program.css.storage.frame(address).view.getUint32(address & 0xfff));
    }
  }
}

/** More CCWs than this are not fetched ahead: a step has bounded work. */
const wholeProgram = 1024;
