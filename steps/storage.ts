import { defineParameterType } from '@cucumber/cucumber';
import { demand, hex, hexBytes, storageDifference } from './expectation';
import { Given, Then } from './vocabulary';
import type { TckWorld } from './world';

defineParameterType({
  name: 'holds',
  regexp: /holds|still holds/,
  transformer: (text: string) => text,
  useForSnippets: false,
});

Given(
  'storage at {address} {holds} {bytes}',
  function (this: TckWorld, address: bigint, _holds: string, bytes: Uint8Array) {
    return this.store(address, bytes);
  },
);

export async function demandStorage(
  world: TckWorld,
  address: bigint,
  expected: Uint8Array,
  message: string,
): Promise<void> {
  const start = Number(address);
  world.expectations += 1;
  world.watch.storageStated(start, expected.length);
  await world.start();
  world.looksAt(start, expected.length);
  const seen = await world.read('absolute', start, expected.length);
  demand(message, [storageDifference(`storage at ${hex(start)}`, expected, seen)]);
}

/** Without "still" after a store: the change bit of the frame follows from it and needs no word of its own. */
Then(
  'storage at {address} {holds} {bytes}',
  async function (this: TckWorld, address: bigint, holds: string, expected: Uint8Array) {
    const still = holds === 'still holds';
    if (!still) this.watch.stored(Number(address), expected.length);
    const message = still ? 'has changed' : `does not hold ${hexBytes(expected)}`;
    await demandStorage(this, address, expected, `storage at ${hex(address)} ${message}`);
  },
);
