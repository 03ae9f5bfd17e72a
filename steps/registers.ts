import { defineParameterType } from '@cucumber/cucumber';
import { cr0 } from '../src/architecture/control-registers';
import { cpuStateOffset } from '../src/architecture/cpu-state';
import { encode } from '../src/codec/codec';
import { demand, hex } from './expectation';
import type { RegisterName } from './parameters';
import { Given, Then } from './vocabulary';
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

Given('{register} is {number}', function (this: TckWorld, register: RegisterName, value: bigint) {
  return this.setCpu(register.offset, bigEndian(value, register.bytes));
});

/** Switches of control register 0 by their names; everything else in CR0 stays as reset leaves it. */
const controls = {
  'low-address protection': 'lowAddressProtection',
  'fetch-protection override': 'fetchProtectionOverride',
  'storage-protection override': 'storageProtectionOverride',
  'the extraction-authority control': 'extractionAuthority',
  'the secondary-space control': 'secondarySpace',
  'enhanced DAT': 'enhancedDat',
  'instruction-execution protection': 'instructionExecutionProtection',
} as const;

export const cr0AfterReset = 0xe0n;

defineParameterType({
  name: 'control',
  regexp: new RegExp(Object.keys(controls).join('|')),
  transformer: (text: string) => controls[text as keyof typeof controls],
  useForSnippets: false,
});

Given('{control} is {switch}', function (this: TckWorld, field: string, on: boolean) {
  this.demands.cr0[field] = on ? 1 : 0;
  return this.setCpu(cpuStateOffset.cr(0), encode(cr0, this.demands.cr0, bigEndian(cr0AfterReset, 8)));
});

/** PSW-key mask, bit k authorises key k: CR3 bits 32-47. */
Given('the PSW-key mask is {number}', function (this: TckWorld, mask: bigint) {
  return this.setCpu(cpuStateOffset.cr(3) + 4, bigEndian(mask, 2));
});

async function registerValue(world: TckWorld, register: RegisterName): Promise<bigint> {
  world.watch.cpuStated(register.offset, register.bytes);
  return fromBigEndian(await world.read('cpu', register.offset, register.bytes));
}

Then('{register} is {number}', async function (this: TckWorld, register: RegisterName, expected: bigint) {
  const seen = await registerValue(this, register);
  demand(`${register.name} is not ${hex(expected, register.bytes)}`, [
    this.compare(register.name, expected, seen, register.bytes),
  ]);
});

Then(
  'bits {int}-{int} of {register} are {number}',
  async function (this: TckWorld, first: number, last: number, register: RegisterName, expected: bigint) {
    const width = last - first + 1;
    const seen = BigInt.asUintN(width, (await registerValue(this, register)) >> BigInt(register.bytes * 8 - 1 - last));
    const where = `bits ${first}-${last} of ${register.name}`;
    demand(`${where} are not ${hex(expected)}`, [this.compare(where, expected, seen)]);
  },
);
