import { type DataTable, defineParameterType } from '@cucumber/cucumber';
import { assemble } from '../../src/architecture/assembly';
import { cpuStateOffset } from '../../src/architecture/cpu-state';
import { psw } from '../../src/architecture/psw';
import { decodeField } from '../../src/codec/codec';
import { boundMachine } from '../../src/contract/binding';
import { NotObservable } from '../../src/contract/judgement';
import { setGr } from '../execution';
import { setPsw } from '../psw';
import { Given, When } from '../vocabulary';
import type { TckWorld } from '../world';
import { statedProgram } from './channel-program';
import { parseFieldValue } from './field-text';
import { type ChannelFields, fieldOf, orbFields, putField, schibFields } from './fields';
import { operandAt, Subchannels } from './subchannels';

interface Subchanneled {
  readonly mnemonic: string;
  readonly operand: number | undefined;
}

defineParameterType({
  name: 'io-instruction',
  regexp: /(?:STSCH|MSCH|SSCH|TSCH|HSCH|CSCH|XSCH|RSCH)(?: 0x[0-9A-F]+)?/,
  transformer: (text: string): Subchanneled => {
    const [mnemonic = '', operand] = text.split(' ');
    return { mnemonic, operand: operand === undefined ? undefined : Number(operand) };
  },
  useForSnippets: false,
});

const ownOperand: Readonly<Record<string, number>> = {
  STSCH: operandAt.schib,
  MSCH: operandAt.schib,
  SSCH: operandAt.orb,
  TSCH: operandAt.irb,
};

/** Where the last IRB and SCHIB are that an instruction has stored. */
const blocks = new WeakMap<TckWorld, { irb: number; schib: number }>();

export function storedAt(world: TckWorld): { irb: number; schib: number } {
  const known = blocks.get(world) ?? { irb: operandAt.irb, schib: operandAt.schib };
  blocks.set(world, known);
  return known;
}

/** One instruction with GR1 naming the subchannel and GR2 the operand. @returns the condition code, -1 without one */
export async function executeFor(
  world: TckWorld,
  mnemonic: string,
  device: string,
  operand = ownOperand[mnemonic],
): Promise<number> {
  await setGr(world, 1, BigInt(await Subchannels.of(world).id(device)));
  if (operand !== undefined) await setGr(world, 2, BigInt(operand));
  if (mnemonic === 'TSCH') storedAt(world).irb = operand!;
  if (mnemonic === 'STSCH') storedAt(world).schib = operand!;
  const line = operand === undefined ? mnemonic : `${mnemonic} 0(2)`;
  const { ending, psw: seen } = await world.execute(assemble(line), `${mnemonic} for "${device}"`);
  return ending === 'completed' ? Number(decodeField(psw, seen, 'cc')) : -1;
}

When(
  'the guest executes {io-instruction} for {string}',
  async function (this: TckWorld, { mnemonic, operand }: Subchanneled, device: string) {
    if (mnemonic === 'SSCH' && operand === undefined) await this.store(operandAt.orb, orbOf(this, []));
    if (mnemonic === 'MSCH' && operand === undefined)
      await this.store(operandAt.schib, await schibOf(this, device, []));
    await executeFor(this, mnemonic, device, operand);
  },
);

type Row = readonly string[];

function fill(block: Uint8Array, fields: ChannelFields, rows: readonly Row[]): Uint8Array {
  for (const [name = '', text = ''] of rows) {
    const field = fieldOf(fields, name);
    putField(block, field, parseFieldValue(field, text));
  }
  return block;
}

/** All paths, key 0, the program that the scenario has stated first; the table changes that. */
export function orbOf(world: TckWorld, rows: readonly Row[]): Uint8Array {
  const program = statedProgram(world);
  const defaults: Row[] = [
    ['LPM', '0xFF'],
    ['F', String(program?.format ?? 1)],
    ['program address', String(program?.address ?? 0n)],
  ];
  return fill(new Uint8Array(32), orbFields, [...defaults, ...rows]);
}

/** What STSCH stores, with the fields of the table changed. */
async function schibOf(world: TckWorld, device: string, rows: readonly Row[]): Promise<Uint8Array> {
  const side = Subchannels.of(world);
  const [stored] = await side.quietly([{ line: 'STSCH 0(2)', subsystemId: await side.id(device) }]);
  return fill(stored!.schib.slice(), schibFields, rows);
}

/** SSCH with fields of the ORB, MSCH with the fields in which the operand differs from what STSCH has stored. */
When(
  'the guest executes {io-instruction} for {string} with:',
  async function (this: TckWorld, { mnemonic }: Subchanneled, device: string, table: DataTable) {
    await Subchannels.of(this).id(device);
    if (mnemonic === 'SSCH') await this.store(operandAt.orb, orbOf(this, table.raw()));
    else if (mnemonic === 'MSCH') await this.store(operandAt.schib, await schibOf(this, device, table.raw()));
    else throw new Error(`${mnemonic} has no operand with fields`);
    await executeFor(this, mnemonic, device);
  },
);

/** Long enough for 2000 CCWs of the reference; a machine whose channel programs end within SSCH has nothing to wait for. */
const workTime = 20_000_000n;

export async function settle(world: TckWorld, nanoseconds = workTime): Promise<void> {
  await world.perform('the devices have time to work', [{ verb: 'settle', nanoseconds }]);
}

When('the devices have time to work', async function (this: TckWorld) {
  await this.start();
  await settle(this);
});

/** What SSCH gave when a program was run, where it was not 0. */
const refusals = new WeakMap<TckWorld, string>();
export const refusalOf = (world: TckWorld): string | undefined => refusals.get(world);

async function run(world: TckWorld, device: string, rows: readonly Row[]): Promise<void> {
  refusals.delete(world);
  await Subchannels.of(world).id(device);
  await world.store(operandAt.orb, orbOf(world, rows));
  const started = await executeFor(world, 'SSCH', device);
  if (started !== 0) {
    refusals.set(world, started < 0 ? 'SSCH does not complete' : `SSCH gives condition code ${started}`);
    return;
  }
  await settle(world);
  const tested = await executeFor(world, 'TSCH', device);
  if (tested !== 0) refusals.set(world, `TSCH gives condition code ${tested} after the devices had time to work`);
}

/** SSCH, time to work, TSCH. */
When('the guest runs the channel program on {string}', async function (this: TckWorld, device: string) {
  await run(this, device, []);
});

When(
  'the guest runs the channel program on {string} with:',
  async function (this: TckWorld, device: string, table: DataTable) {
    await run(this, device, table.raw());
  },
);

/** PSW bit 6 and all subclasses in CR6. */
Given('I\\/O interruptions are {switch}', function (this: TckWorld, on: boolean) {
  setPsw(this, { inputOutput: on ? 1 : 0 });
  return this.setCpu(cpuStateOffset.cr(6) + 4, Uint8Array.of(on ? 0xff : 0, 0, 0, 0));
});

/** States that pass between two instructions can be met only where channel programs go on when they are let. */
function demandSteps(): void {
  const progress = boundMachine().manifest.channel?.progress;
  if (progress !== 'stepped') throw new NotObservable(`channel programs make progress that is ${progress}`);
}

const conditions: Readonly<Record<string, (world: TckWorld) => void>> = {
  'channel programs go on step by step': demandSteps,
  'the MIDAW facility is not installed': (world) => {
    world.demands.features['channel.midaw'] = false;
  },
};

defineParameterType({
  name: 'channel-condition',
  regexp: new RegExp(Object.keys(conditions).join('|')),
  transformer: (text: string) => conditions[text],
  useForSnippets: false,
});

/** What the channel subsystem of the machine has to be like. */
Given('{channel-condition}', function (this: TckWorld, condition: (world: TckWorld) => void) {
  condition(this);
});
