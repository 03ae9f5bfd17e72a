import type { Answer, Entry } from '../../contract/entries';
import type { Machine, RunningMachine } from '../../contract/machine';
import { onInstance, performed, startOn } from './on-machine';
import type { SmokeCheck } from './smoke-check';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const bytesOf = (answer: Answer | undefined): string => (answer?.kind === 'bytes' ? hex(answer.bytes) : 'no bytes');

/** Writes and reads back. */
async function readBack(running: RunningMachine, space: 'absolute' | 'cpu', address: bigint, content: string) {
  const bytes = new Uint8Array(Buffer.from(content, 'hex'));
  const place = { space, address, ...(space === 'cpu' ? { cpu: 0 } : {}) };
  const answers = await performed(running, [
    { verb: 'write', ...place, bytes },
    { verb: 'read', ...place, length: bytes.length },
  ]);
  const seen = bytesOf(answers[1]);
  if (seen !== content) throw new Error(`wrote ${content}, read ${seen}`);
  return `${bytes.length} bytes at 0x${address.toString(16)}`;
}

const general1 = 0x88n;
const psw = 0x100n;
const code = 0x8000n;
const loadAddress = '41100123'; // LA 1,0x123

/** LA 1,0x123 at 0x8000, in the 64-bit addressing mode. */
async function executeOne(running: RunningMachine): Promise<string> {
  const write = (space: 'absolute' | 'cpu', address: bigint, content: string): Entry => {
    const bytes = new Uint8Array(Buffer.from(content, 'hex'));
    return { verb: 'write', space, address, bytes, ...(space === 'cpu' ? { cpu: 0 } : {}) };
  };
  const answers = await performed(running, [
    write('absolute', code, loadAddress),
    write('cpu', psw, `0000000180000000${code.toString(16).padStart(16, '0')}`),
    { verb: 'execute', cpu: 0 },
    { verb: 'read', space: 'cpu', cpu: 0, address: general1, length: 8 },
  ]);
  const ended = answers[2];
  if (ended?.kind !== 'ended') throw new Error(`execute was answered with ${ended?.kind}`);
  const seen = `${ended.ending}, next instruction at ${hex(ended.psw).slice(16)}, GR1 ${bytesOf(answers[3])}`;
  const expected = 'completed, next instruction at 0000000000008004, GR1 0000000000000123';
  if (seen !== expected) throw new Error(`LA 1,0x123: expected ${expected}; seen ${seen}`);
  return 'LA 1,0x123';
}

async function isolate(machine: Machine): Promise<string> {
  const { machine: first } = await startOn(machine);
  try {
    await readBack(first, 'absolute', 0x10000n, '1111');
    const { machine: second } = await startOn(machine);
    try {
      const [before] = await performed(second, [{ verb: 'read', space: 'absolute', address: 0x10000n, length: 2 }]);
      if (bytesOf(before) === '1111') throw new Error('the second instance sees what was written into the first');
      await readBack(second, 'absolute', 0x10000n, '2222');
      const [after] = await performed(first, [{ verb: 'read', space: 'absolute', address: 0x10000n, length: 2 }]);
      if (bytesOf(after) !== '1111') throw new Error(`the first instance now has ${bytesOf(after)}, not 1111`);
    } finally {
      await second.stop();
    }
  } finally {
    await first.stop();
  }
  return '';
}

/** What a machine with a guest face must do. */
export const guestChecks: readonly SmokeCheck[] = [
  {
    name: 'keeps what is written to absolute storage',
    run: onInstance((running) => readBack(running, 'absolute', 0x10ffcn, '0102030405060708')),
  },
  {
    name: 'keeps what is written to the CPU state',
    run: onInstance((running) => readBack(running, 'cpu', general1, '1122334455667788')),
  },
  { name: 'executes one instruction', run: onInstance(executeOne) },
  { name: 'keeps two instances apart', run: isolate },
];
