import { cpuStateOffset } from '../../architecture/cpu-state';
import { interruptionPsws } from '../../architecture/lowcore';
import type { Answer, Entry } from '../../contract/entries';
import type { RunningMachine } from '../../contract/machine';

const code = 0x2000;
const operand = 0x3000;
const mask = '0000000180000000';

const hex = (digits: string): Uint8Array => Buffer.from(digits, 'hex');
const address64 = (address: number): string => address.toString(16).padStart(16, '0');
const pswAt = (address: number, pswMask = mask): string => pswMask + address64(address);

function write(space: 'absolute' | 'cpu', address: number, digits: string): Entry {
  return { verb: 'write', space, ...(space === 'cpu' ? { cpu: 0 } : {}), address: BigInt(address), bytes: hex(digits) };
}

function read(space: 'absolute' | 'cpu' | 'key', address: number, length: number): Entry {
  return { verb: 'read', space, ...(space === 'cpu' ? { cpu: 0 } : {}), address: BigInt(address), length };
}

interface Case {
  readonly name: string;
  readonly instruction: string;
  readonly before?: readonly Entry[];
  readonly pswMask?: string;
  /** Ending and PSW, as `completed 0000…`. */
  readonly ends: string;
  readonly look?: Entry;
  readonly shows?: string;
}

const gr = (number: number, value: string) => write('cpu', cpuStateOffset.gr(number), value);
const next = (length: number, pswMask = mask) => `completed ${pswAt(code + length, pswMask)}`;
const handler = (name: keyof typeof interruptionPsws) => `${name} ${pswAt(0xa000 + interruptionPsws[name].new)}`;

/** What the adapter relies on; nothing that a rule of the suite judges. */
const cases: readonly Case[] = [
  { name: 'load address', instruction: '41101234', ends: next(4), look: read('cpu', 0x88, 8), shows: address64(0x234) },
  {
    name: 'new code at the same place',
    instruction: '41105678',
    ends: next(4),
    look: read('cpu', 0x88, 8),
    shows: address64(0x678),
  },
  {
    name: 'insert program mask',
    instruction: 'b2220010',
    pswMask: '0000230180000000',
    before: [gr(1, address64(0))],
    ends: next(4, '0000230180000000'),
    look: read('cpu', 0x88, 8),
    shows: '0000000023000000',
  },
  {
    name: 'control register',
    instruction: 'eb2230000025',
    before: [gr(3, address64(operand)), write('cpu', cpuStateOffset.cr(2), '0123456789abcdc0')],
    ends: next(6),
    look: read('absolute', operand, 8),
    shows: '0123456789abcdc0',
  },
  {
    name: 'operation exception',
    instruction: '0000',
    ends: handler('program'),
    look: read('absolute', 0x8e, 2),
    shows: '0001',
  },
  {
    name: 'the same operation exception again',
    instruction: '0000',
    ends: handler('program'),
    look: read('absolute', 0x150, 16),
    shows: pswAt(code + 2),
  },
  {
    name: 'supervisor call',
    instruction: '0a2a',
    ends: handler('supervisor-call'),
    look: read('absolute', 0x8a, 2),
    shows: '002a',
  },
  {
    name: 'execute',
    instruction: '44003000',
    before: [write('absolute', operand, '41100abc')],
    ends: next(4),
    look: read('cpu', 0x88, 8),
    shows: address64(0xabc),
  },
  {
    name: 'load PSW extended, to itself',
    instruction: 'b2b23000',
    before: [write('absolute', operand, pswAt(code))],
    ends: `completed ${pswAt(code)}`,
    look: read('absolute', operand, 16),
    shows: pswAt(code),
  },
  {
    name: 'load PSW extended, disabled wait',
    instruction: 'b2b23000',
    before: [write('absolute', operand, pswAt(code, '0002000180000000'))],
    ends: `completed ${pswAt(code, '0002000180000000')}`,
  },
  { name: 'branch', instruction: '07f3', ends: `completed ${pswAt(operand)}` },
  {
    name: 'external interruption, not enabled',
    instruction: '1811',
    pswMask: '0100000180000000',
    ends: next(2, '0100000180000000'),
  },
  {
    name: 'set and insert storage key',
    instruction: 'b22b0013',
    before: [gr(1, address64(0x38))],
    ends: next(4),
    look: read('key', operand, 1),
    shows: '38',
  },
];

function problemWith(test: Case, answers: readonly Answer[]): string | undefined {
  const ended = answers.find((answer) => answer.kind === 'ended');
  const seen = ended?.kind === 'ended' ? `${ended.ending} ${Buffer.from(ended.psw).toString('hex')}` : 'nothing';
  if (seen !== test.ends) return `${test.name} gave ${seen}, not ${test.ends}`;
  const last = answers.at(-1);
  const shown = last?.kind === 'bytes' ? Buffer.from(last.bytes).toString('hex') : undefined;
  return shown === test.shows ? undefined : `${test.name} left ${shown}, not ${test.shows}`;
}

/** Runs the cases; answers what is wrong, or nothing. */
export async function selfTest(machine: RunningMachine): Promise<string | undefined> {
  await machine.perform(Object.values(interruptionPsws).map((at) => write('absolute', at.new, pswAt(0xa000 + at.new))));
  for (const test of cases) {
    const answers = await machine.perform([
      ...(test.before ?? []),
      write('absolute', code, test.instruction),
      write('cpu', cpuStateOffset.psw, pswAt(code, test.pswMask)),
      { verb: 'execute', cpu: 0 },
      ...(test.look === undefined ? [] : [test.look]),
    ]);
    const problem = problemWith(test, answers);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
