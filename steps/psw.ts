import { cpuStateOffset } from '../src/architecture/cpu-state';
import { psw } from '../src/architecture/psw';
import { decodeField, encode } from '../src/codec/codec';
import { demand } from './expectation';
import { bigEndian, fromBigEndian } from './registers';
import { Given, Then } from './vocabulary';
import type { TckWorld } from './world';

export function setPsw(world: TckWorld, values: Record<string, number>): void {
  const image = new Uint8Array(16);
  image.set(bigEndian(world.pswMask, 8));
  world.pswMask = fromBigEndian(encode(psw, values, image).subarray(0, 8));
}

Given('the PSW key is {int}', function (this: TckWorld, key: number) {
  setPsw(this, { key });
});

Given('the CPU is in (the ){word} state', function (this: TckWorld, state: string) {
  const states: Record<string, number> = { problem: 1, supervisor: 0 };
  const problem = states[state];
  if (problem === undefined) throw new Error(`"${state}" is no CPU state: problem or supervisor`);
  setPsw(this, { problem });
});

Given('the CPU is in {int}-bit addressing mode', function (this: TckWorld, bits: number) {
  const modes: Record<number, [number, number]> = { 24: [0, 0], 31: [0, 1], 64: [1, 1] };
  const mode = modes[bits];
  if (mode === undefined) throw new Error(`${bits} bits: addressing modes are 24, 31 and 64`);
  setPsw(this, { extendedAddressing: mode[0], basicAddressing: mode[1] });
});

Given('the condition code is {int}', function (this: TckWorld, cc: number) {
  setPsw(this, { cc });
});

Given('the instruction address is {address}', function (this: TckWorld, address: bigint) {
  this.instructionAddress = address;
  this.names(address, 6);
});

Given('the prefix is {address}', function (this: TckWorld, address: bigint) {
  this.demands.prefix = Number(address);
  this.names(address, 8192);
});

Then('the condition code is {int}', function (this: TckWorld, expected: number) {
  const { psw: seen } = this.executed;
  this.watch.pswStated({ cc: 0 });
  demand(`the condition code is not ${expected}`, [
    this.compare('condition code', expected, decodeField(psw, seen, 'cc')),
  ]);
});

Then('the PSW key is {int}', function (this: TckWorld, expected: number) {
  this.watch.pswStated({ key: 0 });
  demand(`the PSW key is not ${expected}`, [
    this.compare('PSW key', expected, decodeField(psw, this.executed.psw, 'key')),
  ]);
});

Then('the prefix is {address}', async function (this: TckWorld, expected: bigint) {
  this.watch.cpuStated(cpuStateOffset.prefix, 4);
  const seen = fromBigEndian(await this.read('cpu', cpuStateOffset.prefix, 4));
  this.currentPrefix = Number(seen);
  demand('the prefix is another', [this.compare('prefix', expected, seen, 4)]);
});
