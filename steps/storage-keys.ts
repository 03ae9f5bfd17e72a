import { frameSize, storageKey } from '../src/architecture/storage-key';
import { diff } from '../src/codec/codec';
import type { Difference } from '../src/contract/judgement';
import { keyText } from './evidence';
import { demand, hex } from './expectation';
import { Given, Then } from './vocabulary';
import type { TckWorld } from './world';

Given('frame {address} has key {key}', function (this: TckWorld, address: bigint, key: number) {
  return this.setKeys(address, Uint8Array.of(key));
});

Given(
  'frames {address} to {address} have key {key}',
  function (this: TckWorld, first: bigint, last: bigint, key: number) {
    return this.setKeys(first, new Uint8Array(Number(last - first) / frameSize + 1).fill(key));
  },
);

async function keyOf(world: TckWorld, address: bigint): Promise<number> {
  world.expectations += 1;
  world.watch.keyStated(Number(address));
  await world.start();
  world.looksAt(Number(address), frameSize);
  return (await world.read('key', address, 1))[0]!;
}

function keyDifferences(address: bigint, expected: number, seen: number, without = 0): Difference[] {
  return diff(storageKey, Uint8Array.of(expected & ~without), Uint8Array.of(seen & ~without)).map((item) => ({
    where: `key of frame ${hex(address)}: ${item.field}`,
    expected: `${item.expected} (${keyText(expected)})`,
    seen: `${item.seen} (${keyText(seen)})`,
  }));
}

/** The whole key, reference and change included. */
Then('frame {address} has key {key}', async function (this: TckWorld, address: bigint, expected: number) {
  const seen = await keyOf(this, address);
  demand(
    `the key of frame ${hex(address)} is ${keyText(seen)}, not ${keyText(expected)}`,
    keyDifferences(address, expected, seen),
  );
});

const reference = 0x04;

/** Reference may be recorded without a visible access, so most rules leave it out. */
Then(
  'frame {address} has key {key}, reference aside',
  async function (this: TckWorld, address: bigint, expected: number) {
    const seen = await keyOf(this, address);
    demand(
      `the key of frame ${hex(address)} is ${keyText(seen)}, not ${keyText(expected)}`,
      keyDifferences(address, expected, seen, reference),
    );
  },
);

Then(
  'frames {address} to {address} have key {key}',
  async function (this: TckWorld, first: bigint, last: bigint, expected: number) {
    const count = Number(last - first) / frameSize + 1;
    await this.start();
    this.looksAt(Number(first), count * frameSize);
    const seen = await this.read('key', first, count);
    this.expectations += count;
    const differences: Difference[] = [];
    for (const [index, key] of seen.entries()) {
      this.watch.keyStated(Number(first) + index * frameSize);
      if (key !== expected && differences.length < 16)
        differences.push(...keyDifferences(first + BigInt(index * frameSize), expected, key));
    }
    demand(`not every frame from ${hex(first)} to ${hex(last)} has key ${keyText(expected)}`, differences);
  },
);
