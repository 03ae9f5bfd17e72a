import { frameSize } from '../src/architecture/storage-key';
import { demand, hex, hexBytes, storageDifference } from './expectation';
import { repeated } from './repeated';
import { Given, Then } from './vocabulary';
import type { TckWorld } from './world';

Given('storage at {address} holds {bytes}', function (this: TckWorld, address: bigint, bytes: Uint8Array) {
  return this.store(address, bytes);
});

Given('frame {address} is filled with {bytes}', function (this: TckWorld, address: bigint, pattern: Uint8Array) {
  return this.store(address, repeated(pattern, frameSize));
});

async function demandStorage(world: TckWorld, address: bigint, expected: Uint8Array, message: string): Promise<void> {
  const start = Number(address);
  world.expectations += 1;
  world.watch.storageStated(start, expected.length);
  await world.start();
  world.looksAt(start, expected.length);
  const seen = await world.read('absolute', start, expected.length);
  demand(message, [storageDifference(`storage at ${hex(start)}`, expected, seen)]);
}

/** After a store; the change bit of the frame follows from it and needs no word of its own. */
Then('storage at {address} holds {bytes}', async function (this: TckWorld, address: bigint, expected: Uint8Array) {
  this.watch.stored(Number(address), expected.length);
  await demandStorage(this, address, expected, `storage at ${hex(address)} does not hold ${hexBytes(expected)}`);
});

Then(
  'storage at {address} still holds {bytes}',
  async function (this: TckWorld, address: bigint, expected: Uint8Array) {
    await demandStorage(this, address, expected, `storage at ${hex(address)} has changed`);
  },
);

Then('frame {address} is all {bytes}', async function (this: TckWorld, address: bigint, pattern: Uint8Array) {
  const expected = repeated(pattern, frameSize);
  await demandStorage(this, address, expected, `frame ${hex(address)} is not all ${hexBytes(pattern)}`);
});

/** A run of bytes that repeats a pattern, from its start. */
Then(
  'the {int} byte(s) at {address} are all {bytes}',
  async function (this: TckWorld, length: number, address: bigint, pattern: Uint8Array) {
    const expected = repeated(pattern, length);
    await demandStorage(this, address, expected, `${length} bytes at ${hex(address)} are not all ${hexBytes(pattern)}`);
  },
);
