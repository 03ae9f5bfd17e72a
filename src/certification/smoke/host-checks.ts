import type { Entry, SystemCall } from '../../contract/entries';
import type { Range, RunningMachine } from '../../contract/machine';
import { errno, errnoName } from '../../uapi/errno';
import { eventfdFlags } from '../../uapi/event-fd';
import { onInstance, performed, startOn } from './on-machine';
import type { SmokeCheck } from './smoke-check';

const leastArena = 1 << 20;
const page = 4096;

function placeOf(arena: Range | undefined): bigint {
  if (arena === undefined) throw new Error('the answer to start hands out no arena');
  if (arena.length < leastArena || arena.start % page !== 0)
    throw new Error(
      `the arena is ${arena.length} bytes at 0x${arena.start.toString(16)}: at least 1 MiB, page aligned`,
    );
  return BigInt(arena.start);
}

const call = (name: SystemCall, ...parameters: Extract<Entry, { verb: 'call' }>['arguments']): Entry => ({
  verb: 'call',
  task: 0,
  name,
  arguments: parameters,
});

/** What the calls of a batch gave, the rest left out. */
async function results(running: RunningMachine, batch: readonly Entry[]): Promise<string[]> {
  return (await performed(running, batch)).flatMap((answer) => {
    if (answer.kind !== 'returned') return [];
    return answer.errno === 0 ? String(answer.value) : errnoName(answer.errno);
  });
}

async function keepMemory(running: RunningMachine, arena: Range | undefined): Promise<string> {
  const address = placeOf(arena) + BigInt(page) - 4n;
  const bytes = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
  const answers = await performed(running, [
    { verb: 'read', space: 'user', address, length: 8 },
    { verb: 'write', space: 'user', address, bytes },
    { verb: 'read', space: 'user', address, length: 8 },
  ]);
  const seen = answers.map((answer) =>
    answer.kind === 'bytes' ? Buffer.from(answer.bytes).toString('hex') : answer.kind,
  );
  const expected = ['0000000000000000', 'done', '0102030405060708'];
  if (seen.join() !== expected.join()) throw new Error(`expected ${expected.join(', ')}; seen ${seen.join(', ')}`);
  return `8 bytes at 0x${address.toString(16)}`;
}

/** A later call uses the descriptor that an earlier one of the same batch has given. */
async function makeCalls(running: RunningMachine, arena: Range | undefined): Promise<string> {
  const fd = { entry: 0, offset: 0, length: 8 };
  const [made, ...seen] = await results(running, [
    call('eventfd', 1n, BigInt(eventfdFlags.EFD_NONBLOCK)),
    call('read', fd, placeOf(arena), 8n),
    call('read', fd, placeOf(arena), 8n),
    call('close', fd),
    call('close', fd),
  ]);
  if (seen.join() !== '8,EAGAIN,0,EBADF')
    throw new Error(
      `eventfd gave ${made}; read, read, close, close: expected 8, EAGAIN, 0, EBADF; seen ${seen.join(', ')}`,
    );
  return 'eventfd, read, close';
}

async function fault(running: RunningMachine): Promise<string> {
  const [read, opened] = await performed(running, [
    { verb: 'read', space: 'user', address: 0x10n, length: 1 },
    call('open', 0x10n, 0n, 0n),
  ]);
  if (read?.kind !== 'faulted') throw new Error(`a read at 0x10 is answered with ${read?.kind}, not faulted`);
  if (opened?.kind !== 'returned' || opened.errno !== errno.EFAULT)
    throw new Error('open of a path at 0x10 does not give EFAULT');
  return '';
}

/** What a machine with a host face must do. */
export const hostChecks: readonly SmokeCheck[] = [
  { name: 'keeps what is written to user memory', run: onInstance(keepMemory) },
  { name: 'makes system calls', run: onInstance(makeCalls) },
  { name: 'tells of memory that is not there', run: onInstance(fault) },
  {
    name: 'closes what an instance has opened',
    async run(machine) {
      const first = await startOn(machine);
      const [made] = await results(first.machine, [call('eventfd', 0n, 0n)]).finally(() => first.machine.stop());
      const second = await startOn(machine);
      const [seen] = await results(second.machine, [call('dup', BigInt(made ?? -1))]).finally(() =>
        second.machine.stop(),
      );
      if (seen !== 'EBADF') throw new Error(`descriptor ${made} of the first instance is open in the second: ${seen}`);
      return '';
    },
  },
];
