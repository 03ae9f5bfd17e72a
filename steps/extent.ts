import { defineParameterType } from '@cucumber/cucumber';
import { frameSize } from '../src/architecture/storage-key';
import { demand, hex, hexBytes, storageDifference } from './expectation';
import { repeated } from './repeated';
import { demandStorage } from './storage';
import { Given, Then } from './vocabulary';
import type { TckWorld } from './world';

/** Storage that is the same all over: a pattern that repeats from the start of it. */
interface Extent {
  readonly fill: (world: TckWorld, pattern: Uint8Array) => void | Promise<void>;
  readonly expect: (world: TckWorld, pattern: Uint8Array) => Promise<void>;
}

/** Of a guest that the machine shows. */
function ofGuest(what: string, address: bigint, length: number): Extent {
  return {
    fill: (world, pattern) => world.store(address, repeated(pattern, length)),
    expect: (world, pattern) =>
      demandStorage(world, address, repeated(pattern, length), `${what} not all ${hexBytes(pattern)}`),
  };
}

/** Of a virtual machine, which the program sees as its memory "guest". */
function ofVirtualMachine(first: bigint, last: bigint): Extent {
  const length = Number(last - first) + frameSize;
  const start = ({ host }: TckWorld) => BigInt(host.named('guest').start) + first;
  return {
    fill: (world, pattern) => world.host.prepare(() => world.host.store(start(world), repeated(pattern, length))),
    async expect(world, pattern) {
      world.expectations += 1;
      demand(`the guest holds something else between ${hex(first)} and ${hex(last + 0xfffn)}`, [
        storageDifference(
          `guest ${hex(first)}`,
          repeated(pattern, length),
          await world.host.look(start(world), length),
        ),
      ]);
    },
  };
}

/** Of the program on the host. */
function ofProgram(name: string): Extent {
  return {
    fill: ({ host }, pattern) =>
      host.prepare(() => {
        const { start, length } = host.named(name);
        return host.store(BigInt(start), repeated(pattern, length));
      }),
    async expect(world, pattern) {
      world.expectations += 1;
      const { start, length } = world.host.named(name);
      const seen = await world.host.look(BigInt(start), length);
      demand(`memory "${name}" is not all ${hexBytes(pattern)}`, [
        storageDifference(`memory "${name}"`, repeated(pattern, length), seen),
      ]);
    },
  };
}

defineParameterType({
  name: 'extent',
  regexp:
    /memory "([^"]+)"|frame (0x[0-9A-F]+)|the (\d+) bytes? at (0x[0-9A-F]+)|frames (0x[0-9A-F]+) to (0x[0-9A-F]+) of the guest/,
  transformer: (name?: string, frame?: string, length?: string, address?: string, first?: string, last?: string) => {
    if (name) return ofProgram(name);
    if (frame) return ofGuest(`frame ${frame} is`, BigInt(frame), frameSize);
    if (address) return ofGuest(`${length} bytes at ${address} are`, BigInt(address), Number(length));
    return ofVirtualMachine(BigInt(first!), BigInt(last!));
  },
  useForSnippets: false,
});

defineParameterType({ name: 'filled', regexp: /filled with|all/, transformer: String, useForSnippets: false });

Given('{extent} is/are {filled} {bytes}', function (this: TckWorld, extent: Extent, _: string, pattern: Uint8Array) {
  return extent.fill(this, pattern);
});

Then('{extent} is/are {filled} {bytes}', function (this: TckWorld, extent: Extent, _: string, pattern: Uint8Array) {
  return extent.expect(this, pattern);
});
