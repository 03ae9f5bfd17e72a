import { cr0 } from '../src/architecture/control-registers';
import { cpuStateOffset } from '../src/architecture/cpu-state';
import { encode } from '../src/codec/codec';
import { demand, hex } from './expectation';
import { parseRegister, type RegisterName } from './parameters';
import type { Quantity } from './quantity-roles';
import type { TckWorld } from './world';

export function bigEndian(value: bigint, length: number): Uint8Array {
  return Uint8Array.from(
    Buffer.from(
      BigInt.asUintN(length * 8, value)
        .toString(16)
        .padStart(length * 2, '0'),
      'hex',
    ),
  );
}

export function fromBigEndian(bytes: Uint8Array): bigint {
  return bytes.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n);
}

export const cr0AfterReset = 0xe0n;

/** Sets a switch of control register 0; everything else in CR0 stays as reset leaves it. */
export function setCr0(world: TckWorld, field: string, on: boolean): void | Promise<void> {
  world.demands.cr0[field] = on ? 1 : 0;
  return world.setCpu(cpuStateOffset.cr(0), encode(cr0, world.demands.cr0, bigEndian(cr0AfterReset, 8)));
}

/** Bit k authorises key k: CR3 bits 32-47. */
export const pswKeyMask: Quantity = {
  make: (world, mask) => world.setCpu(cpuStateOffset.cr(3) + 4, bigEndian(mask, 2)),
};

async function registerValue(world: TckWorld, { offset, bytes }: RegisterName): Promise<bigint> {
  world.watch.cpuStated(offset, bytes);
  return fromBigEndian(await world.read('cpu', offset, bytes));
}

/** `GR1`, `CR14`, `AR2`. */
export function register(text: string): Quantity {
  const one = parseRegister(text);
  const { name, offset, bytes } = one;
  return {
    make: (world, value) => world.setCpu(offset, bigEndian(value, bytes)),
    async expect(world, expected) {
      const seen = await registerValue(world, one);
      demand(`${name} is not ${hex(expected, bytes)}`, [world.compare(name, expected, seen, bytes)]);
    },
  };
}

/** `bits 32-63 of GR1`. */
export function registerBits(where: string): Quantity {
  const [, bits = '', name = ''] = /^bits (\S+) of (\S+)$/.exec(where) ?? [];
  const [first, last] = bits.split('-').map(Number) as [number, number];
  const one = parseRegister(name);
  return {
    async expect(world, expected) {
      const value = (await registerValue(world, one)) >> BigInt(one.bytes * 8 - 1 - last);
      const seen = BigInt.asUintN(last - first + 1, value);
      demand(`${where} are not ${hex(expected)}`, [world.compare(where, expected, seen)]);
    },
  };
}
