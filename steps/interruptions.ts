import { cpuStateOffset } from '../src/architecture/cpu-state';
import { programInterruptionCodes } from '../src/architecture/interruption-codes';
import { interruptionPsws, lowcore } from '../src/architecture/lowcore';
import { teid } from '../src/architecture/teid';
import { decode, decodeField, formatField } from '../src/codec/codec';
import { instructionLength } from '../src/codec/disassemble';
import { pswText } from './evidence';
import { demand, hex } from './expectation';
import { Then } from './vocabulary';
import { handlerAddress, type TckWorld } from './world';

interface Exception {
  readonly name: string;
  readonly code: number;
}

const names = new Map<number, string>(Object.entries(programInterruptionCodes).map(([name, code]) => [code, name]));

/** Storage that a program interruption stores into, real addresses: code, TEID and access ids, breaking event, old PSW. */
const stored: readonly [start: number, length: number][] = [
  [0x8c, 4],
  [0x90, 0x28],
  [0x110, 8],
  [0x150, 16],
];

export async function prefixArea(world: TckWorld): Promise<Uint8Array> {
  return world.read('absolute', world.currentPrefix, lowcore.size);
}

async function demandException(world: TckWorld, exception: Exception): Promise<void> {
  const { ending, psw } = world.executed;
  world.watch.cpuStated(cpuStateOffset.psw, 16);
  for (const [start, length] of stored) world.watch.storageStated(world.currentPrefix + start, length);
  world.watch.keyStated(world.currentPrefix);
  const message = `no ${exception.name} exception: ${ending}, ${pswText(psw)}`;
  demand(message, [world.compare('ending', 'program', ending)]);
  const area = await prefixArea(world);
  const code = Number(decodeField(lowcore, area, 'programCode'));
  const named = (value: number) => `${hex(value, 2)} (${names.get(value) ?? 'no known exception'})`;
  demand(`${names.get(code) ?? hex(code)} exception instead of ${exception.name} exception`, [
    world.compare('program-interruption code', named(exception.code), named(code)),
    world.compare('PSW address', handlerAddress.program, new DataView(psw.buffer, psw.byteOffset).getBigUint64(8)),
  ]);
}

Then('a(n) {exception} exception is recognised', async function (this: TckWorld, exception: Exception) {
  await demandException(this, exception);
});

Then('the instruction-length code is {int}', async function (this: TckWorld, expected: number) {
  const seen = decodeField(lowcore, await prefixArea(this), 'programIlc') >> 1n;
  demand(`the instruction-length code is not ${expected}`, [this.compare('instruction-length code', expected, seen)]);
});

Then('the program old PSW points behind the instruction', async function (this: TckWorld) {
  const area = await prefixArea(this);
  const seen = new DataView(area.buffer, area.byteOffset).getBigUint64(interruptionPsws.program.old + 8);
  const { address, instruction } = this.executed;
  const expected = address + BigInt(instructionLength(instruction[0]!));
  demand('the program old PSW does not point behind the instruction', [
    this.compare('program old PSW address', expected, seen),
  ]);
});

Then('the program old PSW points at the instruction', async function (this: TckWorld) {
  const area = await prefixArea(this);
  const seen = new DataView(area.buffer, area.byteOffset).getBigUint64(interruptionPsws.program.old + 8);
  demand('the program old PSW does not point at the instruction', [
    this.compare('program old PSW address', this.executed.address, seen),
  ]);
});

function teidText(value: bigint): string {
  const image = new Uint8Array(8);
  new DataView(image.buffer).setBigUint64(0, value);
  const fields = decode(teid, image);
  const shown = teid.fields.map((field) => `${field.name} ${formatField(field, fields[field.name]!)}`);
  return `${hex(value, 8)} (${shown.join(', ')})`;
}

async function storedTeid(world: TckWorld): Promise<bigint> {
  return decodeField(lowcore, await prefixArea(world), 'teid');
}

Then('the TEID is {address}', async function (this: TckWorld, expected: bigint) {
  const seen = await storedTeid(this);
  demand(`the TEID is not ${hex(expected)}`, [this.compare('TEID', teidText(expected), teidText(seen))]);
});

/** Several values allowed, one a line; the rule says why. */
Then('the TEID is one of {addresses}', async function (this: TckWorld, allowed: bigint[]) {
  this.expectations += 1;
  const seen = await storedTeid(this);
  if (allowed.includes(seen)) return;
  demand('the TEID is none of the allowed values', [
    { where: 'TEID', expected: `one of ${allowed.map((value) => hex(value)).join(', ')}`, seen: teidText(seen) },
  ]);
});
