import { frameSize, storageKey } from '../src/architecture/storage-key';
import { diff } from '../src/codec/codec';
import type { Difference } from '../src/contract/judgement';
import { keyText } from './evidence';
import { demand, hex } from './expectation';
import type { KeyedFrames } from './keyed-frames';
import type { StatedKey } from './parameters';
import type { TckWorld } from './world';

/** Differences in a key, by field. @param frame what the reader calls it */
export function keyDifferences(frame: string, { key, without }: StatedKey, seen: number): Difference[] {
  return diff(storageKey, Uint8Array.of(key & ~without), Uint8Array.of(seen & ~without)).map((item) => ({
    where: `key of ${frame}: ${item.field}`,
    expected: `${item.expected} (${keyText(key)})`,
    seen: `${item.seen} (${keyText(seen)})`,
  }));
}

async function expectKey(world: TckWorld, address: bigint, expected: StatedKey): Promise<void> {
  world.expectations += 1;
  world.watch.keyStated(Number(address));
  await world.start();
  world.looksAt(Number(address), frameSize);
  const seen = (await world.read('key', address, 1))[0]!;
  const frame = `frame ${hex(address)}`;
  demand(
    `the key of ${frame} is ${keyText(seen)}, not ${keyText(expected.key)}`,
    keyDifferences(frame, expected, seen),
  );
}

async function expectKeys(world: TckWorld, first: bigint, last: bigint, expected: StatedKey): Promise<void> {
  const count = Number(last - first) / frameSize + 1;
  await world.start();
  world.looksAt(Number(first), count * frameSize);
  const seen = await world.read('key', first, count);
  world.expectations += count;
  const differences: Difference[] = [];
  for (const [index, key] of seen.entries()) {
    const address = Number(first) + index * frameSize;
    world.watch.keyStated(address);
    if (differences.length < 16) differences.push(...keyDifferences(`frame ${hex(address)}`, expected, key));
  }
  demand(`not every frame from ${hex(first)} to ${hex(last)} has key ${keyText(expected.key)}`, differences);
}

/** Frames of absolute storage, the whole key of each, reference and change included. */
export function framesOfGuest(first: bigint, last?: bigint): KeyedFrames {
  const count = Number((last ?? first) - first) / frameSize + 1;
  return {
    give: (world, key) => world.setKeys(first, new Uint8Array(count).fill(key)),
    expect: (world, key) => (last === undefined ? expectKey(world, first, key) : expectKeys(world, first, last, key)),
  };
}
