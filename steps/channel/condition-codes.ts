import type { DataTable } from '@cucumber/cucumber';
import type { Difference } from '../../src/contract/judgement';
import { type CheckedRow, sweepOutcome } from '../sweep/outcome';
import { Then } from '../vocabulary';
import type { TckWorld } from '../world';
import { putField, schibFields } from './fields';
import { executeFor, orbOf, settle } from './instructions';
import { operandAt, Subchannels } from './subchannels';

/** How a subchannel is brought into a state, from idle. */
interface Recipe {
  /** The device that the scenario has to have. */
  readonly device: string;
  readonly enabled: boolean;
  readonly steps: readonly ('start' | 'start suspended' | 'halt' | 'clear' | 'settle')[];
  /** U of the ORB. */
  readonly silent?: boolean;
}

const idle: Recipe = { device: 'reader', enabled: true, steps: [] };

/** The states of a subchannel, in the words of the table. Fact sheet 4.3. */
const recipes: Readonly<Record<string, Recipe>> = {
  'not provided': { device: 'nothing', enabled: false, steps: [] },
  'not valid': { device: 'gone', enabled: false, steps: [] },
  disabled: { ...idle, enabled: false },
  idle,
  'status pending': { ...idle, steps: ['start', 'settle'] },
  intermediate: { ...idle, steps: ['start suspended', 'settle'] },
  'start pending': { ...idle, steps: ['start'] },
  active: { device: 'holder', enabled: true, steps: ['start', 'settle'] },
  suspended: { ...idle, steps: ['start suspended', 'settle'], silent: true },
  'halt pending': { ...idle, steps: ['halt'] },
  'clear pending': { ...idle, steps: ['clear'] },
};

const programs = { start: operandAt.schib + 0x100, 'start suspended': operandAt.schib + 0x108 } as const;
/** 03 NOP with SLI; the same with the suspend flag. */
const nops = Uint8Array.of(3, 0x20, 0, 1, 0, 0, 0, 0, 3, 0x22, 0, 1, 0, 0, 0, 0);

async function bringTo(world: TckWorld, { device, enabled, steps, silent }: Recipe): Promise<void> {
  if (device === 'nothing' || device === 'gone') return;
  const side = Subchannels.of(world);
  const id = await side.id(device);
  await executeFor(world, 'CSCH', device);
  await settle(world);
  await executeFor(world, 'TSCH', device);
  await side.modify(id, [['enabled', enabled ? 1n : 0n]]);
  for (const step of steps) {
    if (step === 'settle') await settle(world);
    else if (step === 'halt') await executeFor(world, 'HSCH', device);
    else if (step === 'clear') await executeFor(world, 'CSCH', device);
    else await start(world, device, programs[step], silent === true);
  }
}

async function start(world: TckWorld, device: string, program: number, silent: boolean): Promise<void> {
  const rows = [
    ['S', '1'],
    ['U', silent ? '1' : '0'],
    ['program address', String(program)],
  ];
  await world.store(programs.start, nops);
  await world.store(operandAt.orb, orbOf(world, rows));
  await executeFor(world, 'SSCH', device);
}

/** The operand of MSCH is what STSCH has stored, still enabled or not. */
async function codeOf(world: TckWorld, mnemonic: string, state: string): Promise<number> {
  const recipe = recipes[state];
  if (recipe === undefined) throw new Error(`"${state}" is no state: ${Object.keys(recipes).join(', ')}`);
  await bringTo(world, recipe);
  const block = new Uint8Array(52);
  putField(block, schibFields['enabled']!, recipe.enabled ? 1n : 0n);
  if (mnemonic === 'MSCH') await world.store(operandAt.schib, block);
  if (mnemonic === 'SSCH')
    await world.store(operandAt.orb, orbOf(world, [['program address', String(programs.start)]]));
  return executeFor(world, mnemonic, recipe.device);
}

/** Instructions in the lines, states in the columns; `-` where nothing is said. Each cell begins with a subchannel of its own state. */
Then('the {int} condition codes are:', async function (this: TckWorld, declared: number, table: DataTable) {
  const [[, ...states] = [], ...lines] = table.raw();
  const rows: CheckedRow[] = [];
  for (const [mnemonic = '', ...cells] of lines) {
    for (const [index, expected] of cells.entries()) {
      if (expected === '-') continue;
      const state = states[index]!;
      const seen = await codeOf(this, mnemonic, state);
      const differences: Difference[] = expected.split(' or ').includes(String(seen))
        ? []
        : [{ where: 'condition code', expected, seen: String(seen) }];
      rows.push({ row: `${mnemonic}, ${state}`, differences });
    }
  }
  sweepOutcome(this, { declared, what: 'condition codes', rows });
});
