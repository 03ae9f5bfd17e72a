import { assemble } from '../src/architecture/assembly';
import { cpuStateOffset } from '../src/architecture/cpu-state';
import { instructionLength } from '../src/codec/disassemble';
import { demand, difference } from './expectation';
import type { InstructionText } from './parameters';
import { endingText } from './prefix-area';
import { bigEndian } from './registers';
import { scratch, stage } from './stage';
import { Then, When } from './vocabulary';
import type { TckWorld } from './world';

When('the guest executes {instruction}', async function (this: TckWorld, instruction: InstructionText) {
  await this.execute(instruction.bytes, instruction.text);
});

/** One instruction a line; ends early when one does not complete. */
When('the guest executes:', async function (this: TckWorld, program: string) {
  for (const line of program
    .split('\n')
    .map((item) => item.trim())
    .filter((item) => item !== '')) {
    if ((await this.execute(assemble(line), line)).ending !== 'completed') return;
  }
});

export async function setGr(world: TckWorld, number: number, value: bigint): Promise<void> {
  await world.setCpu(cpuStateOffset.gr(number), bigEndian(value, 8));
}

/** No new instruction: what the PSW in force leads to. */
When('the CPU goes on for one unit of operation', async function (this: TckWorld) {
  const [ended] = await this.perform('one unit of operation', [{ verb: 'execute', cpu: 0 }]);
  if (ended?.kind !== 'ended') throw new Error(`execute was answered with ${ended?.kind}`);
  this.last = { ...this.executed, ending: ended.ending, psw: ended.psw };
});

const storeOf: Readonly<Record<number, string>> = { 1: 'STC', 2: 'STH', 4: 'ST', 8: 'STG' };
const fetchOf: Readonly<Record<number, string>> = { 1: 'IC', 2: 'LH', 4: 'L', 8: 'LG' };

function line(table: Readonly<Record<number, string>>, length: number): string {
  const mnemonic = table[length];
  if (mnemonic === undefined) throw new Error(`${length} bytes: single accesses have 1, 2, 4 or 8`);
  return `${mnemonic} ${scratch.data},0(${scratch.address})`;
}

/** Stores with STC, STH, ST or STG, whichever has the length; anything longer with MVC. */
When('the guest stores {bytes} at {address}', async function (this: TckWorld, bytes: Uint8Array, address: bigint) {
  this.names(address, bytes.length);
  await setGr(this, scratch.address, address);
  if (storeOf[bytes.length] === undefined) {
    await setGr(this, scratch.source, BigInt(stage.work));
    await this.store(stage.work, bytes);
    const move = `MVC 0(${bytes.length},${scratch.address}),0(${scratch.source})`;
    await this.execute(assemble(move), move);
    return;
  }
  const value = Buffer.from(bytes).toString('hex');
  await setGr(this, scratch.data, BigInt(`0x${value}`));
  const text = line(storeOf, bytes.length);
  await this.execute(assemble(text), text);
});

/** Fetches with IC, LH, L or LG into a register that is zero before. */
When('the guest fetches {int} byte(s) at {address}', async function (this: TckWorld, length: number, address: bigint) {
  this.names(address, length);
  await setGr(this, scratch.address, address);
  await setGr(this, scratch.data, 0n);
  this.watch.cpuStated(cpuStateOffset.gr(scratch.data), 8);
  const text = line(fetchOf, length);
  await this.execute(assemble(text), text);
});

Then('the value fetched is {bytes}', async function (this: TckWorld, expected: Uint8Array) {
  this.expectations += 1;
  const seen = await this.read('cpu', cpuStateOffset.gr(scratch.data) + 8 - expected.length, expected.length);
  const show = (value: string) => `X'${value.toUpperCase()}'`;
  demand('the value fetched is another', [
    difference(
      'value fetched',
      Buffer.from(expected).toString('hex'),
      Buffer.from(seen).toString('hex'),
      show as never,
    ),
  ]);
});

/** No interruption, and the PSW address is that of the next instruction. */
Then('the instruction completes', async function (this: TckWorld) {
  const { ending, psw, address, instruction } = this.executed;
  this.watch.cpuStated(cpuStateOffset.pswAddress, 8);
  this.expectations += 1;
  if (ending !== 'completed') {
    const seen = await endingText(this);
    demand(`the instruction did not complete: ${seen}`, [{ where: 'ending', expected: 'completed', seen }]);
  }
  const seen = new DataView(psw.buffer, psw.byteOffset).getBigUint64(8);
  const next = address + BigInt(instructionLength(instruction[0]!));
  demand('the next instruction is another', [this.compare('PSW address', next, seen)]);
});

Then('nothing else has changed', async function (this: TckWorld) {
  this.expectations += 1;
  demand('something else has changed', await this.watch.differences(this));
});
