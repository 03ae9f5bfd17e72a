import { cpuStateOffset } from '../../architecture/cpu-state';
import { interruptionPsws } from '../../architecture/lowcore';
import { pswOf, quietMask } from './code-page';
import { CannotDo, type Guest } from './guest';
import { Unit } from './unit';

const code = 0x2000;
const operand = 0x3000;
const handlers = 0xa000;
const at = (address: number): string => pswOf(quietMask, address).toString('hex');

interface Case {
  readonly name: string;
  readonly instruction: string;
  readonly ends: string;
  /** Storage afterwards. */
  readonly look?: number;
  readonly shows?: string;
}

/** What the adapter relies on; nothing that a rule of the suite judges. General register 3 has the operand's address. */
const cases: readonly Case[] = [
  { name: 'load address', instruction: '41101234', ends: `completed ${at(code + 4)}` },
  {
    name: 'store',
    instruction: '50103000',
    ends: `completed ${at(code + 4)}`,
    look: operand,
    shows: '00000234',
  },
  { name: 'branch', instruction: '07f3', ends: `completed ${at(operand)}` },
  {
    name: 'operation exception',
    instruction: '0000',
    ends: `program ${at(handlers + interruptionPsws.program.new)}`,
    look: 0x8e,
    shows: '0001',
  },
  {
    name: 'old PSW of an operation exception',
    instruction: '0000',
    ends: `program ${at(handlers + interruptionPsws.program.new)}`,
    look: interruptionPsws.program.old,
    shows: at(code + 2),
  },
  {
    name: 'supervisor call',
    instruction: '0a2a',
    ends: `supervisor-call ${at(handlers + interruptionPsws['supervisor-call'].new)}`,
    look: 0x8a,
    shows: '002a',
  },
];

async function problemWith(guest: Guest, test: Case): Promise<string | undefined> {
  await guest.keys.touch(code, 6);
  guest.storage.write(code, Buffer.from(test.instruction, 'hex'));
  pswOf(quietMask, code).copy(guest.state, cpuStateOffset.psw);
  const ending = await new Unit(guest).perform();
  const psw = guest.state.subarray(cpuStateOffset.psw, cpuStateOffset.psw + 16).toString('hex');
  if (`${ending} ${psw}` !== test.ends) return `${test.name} gave ${ending} ${psw}, not ${test.ends}`;
  if (test.look === undefined || test.shows === undefined) return undefined;
  const shown = (await guest.storage.read(test.look, test.shows.length / 2)).toString('hex');
  return shown === test.shows ? undefined : `${test.name} left ${shown}, not ${test.shows}`;
}

/** Runs the cases; answers what is wrong, or nothing. */
export async function selfTest(guest: Guest): Promise<string | undefined> {
  await guest.keys.touch(0, 0x200);
  for (const { new: address } of Object.values(interruptionPsws))
    guest.storage.write(address, pswOf(quietMask, handlers + address));
  guest.state.writeBigUInt64BE(BigInt(operand), cpuStateOffset.gr(3));
  try {
    for (const test of cases) {
      const problem = await problemWith(guest, test);
      if (problem !== undefined) return problem;
    }
    return undefined;
  } catch (error) {
    if (error instanceof CannotDo) return error.message;
    throw error;
  }
}
