import { cpuStateOffset } from '../src/architecture/cpu-state';
import { type InterruptionClass, interruptionPsws, lowcore } from '../src/architecture/lowcore';
import { decodeField } from '../src/codec/codec';
import { pswText } from './evidence';
import { demand } from './expectation';
import { exceptionName, namedCode, prefixArea, programCode } from './prefix-area';
import type { Quantity } from './quantity-roles';
import { handlerAddress } from './stage';
import { Given, Then } from './vocabulary';
import type { TckWorld } from './world';

interface Exception {
  readonly name: string;
  readonly code: number;
}

/** Storage that a program interruption stores into, real addresses: code, TEID and access ids, breaking event, old PSW. */
const stored: readonly [start: number, length: number][] = [
  [0x8c, 4],
  [0x90, 0x28],
  [0x110, 8],
  [0x150, 16],
];

async function demandException(world: TckWorld, exception: Exception): Promise<void> {
  const { ending, psw } = world.executed;
  world.watch.cpuStated(cpuStateOffset.psw, 16);
  for (const [start, length] of stored) world.watch.storageStated(world.currentPrefix + start, length);
  world.watch.keyStated(world.currentPrefix);
  const message = `no ${exception.name} exception: ${ending}, ${pswText(psw)}`;
  demand(message, [world.compare('ending', 'program', ending)]);
  const code = await programCode(world);
  demand(`${exceptionName(code)} exception instead of ${exception.name} exception`, [
    world.compare('program-interruption code', namedCode(exception.code), namedCode(code)),
    world.compare('PSW address', handlerAddress.program, new DataView(psw.buffer, psw.byteOffset).getBigUint64(8)),
  ]);
}

Then('a(n) {exception} exception is recognised', async function (this: TckWorld, exception: Exception) {
  await demandException(this, exception);
});

export const instructionLengthCode: Quantity = {
  async expect(world, expected) {
    const seen = decodeField(lowcore, await prefixArea(world), 'programIlc') >> 1n;
    demand(`the instruction-length code is not ${expected}`, [
      world.compare('instruction-length code', expected, seen),
    ]);
  },
};

/** Storage that each class stores into, old PSW aside, real addresses. */
const storedOf: Readonly<Record<InterruptionClass, readonly [start: number, length: number][]>> = {
  restart: [],
  external: [[0x80, 8]],
  'supervisor-call': [[0x88, 4]],
  program: stored,
  'machine-check': [[0xe8, 0x20]],
  'input-output': [[0xb8, 12]],
};

Then('a(n) {interruption} interruption is taken', function (this: TckWorld, kind: InterruptionClass) {
  const { ending, psw } = this.executed;
  this.watch.cpuStated(cpuStateOffset.psw, 16);
  for (const [start, length] of [...storedOf[kind], [interruptionPsws[kind].old, 16], [0x110, 8]] as const)
    this.watch.storageStated(this.currentPrefix + start, length);
  this.watch.keyStated(this.currentPrefix);
  demand(`no ${kind} interruption: ${ending}, ${pswText(psw)}`, [
    this.compare('ending', kind, ending),
    this.compare('PSW address', handlerAddress[kind], new DataView(psw.buffer, psw.byteOffset).getBigUint64(8)),
  ]);
});

Given('the {interruption} new PSW has key {int}', function (this: TckWorld, kind: InterruptionClass, key: number) {
  return this.store(this.demands.prefix + interruptionPsws[kind].new + 1, Uint8Array.of(key << 4));
});
