import assert from 'node:assert/strict';
import test from 'node:test';
import type { Answer, Entry, SystemCall } from '../../contract/entries';
import type { RunningMachine } from '../../contract/machine';
import { plainFixture } from '../../contract/plain-fixture';
import { errnoName } from '../../uapi/errno';
import { createReferenceMachine } from '..';

interface Program {
  readonly machine: RunningMachine;
  readonly arena: bigint;
}

async function program(): Promise<Program> {
  const answer = await createReferenceMachine().start(plainFixture);
  if (answer.kind !== 'started') throw new Error(answer.what);
  return { machine: answer.machine, arena: BigInt(answer.arena!.start) };
}

const call = (name: SystemCall, parameters: Extract<Entry, { verb: 'call' }>['arguments'], task = 0): Entry => ({
  verb: 'call',
  task,
  name,
  arguments: parameters,
});
const store = (address: bigint, bytes: Uint8Array): Entry => ({ verb: 'write', space: 'user', address, bytes });
const look = (address: bigint, length: number): Entry => ({ verb: 'read', space: 'user', address, length });

const text = (answer: Answer | undefined): string => {
  if (answer?.kind === 'returned') return answer.errno === 0 ? String(answer.value) : errnoName(answer.errno);
  if (answer?.kind === 'bytes') return Buffer.from(answer.bytes).toString('hex');
  return answer?.kind === 'faulted' ? answer.signal : `${answer?.kind}`;
};

async function seen({ machine }: Program, batch: Entry[]): Promise<string[]> {
  return (await machine.perform(batch)).map(text);
}

const word = (value: number): Uint8Array => Buffer.from(value.toString(16).padStart(16, '0'), 'hex');

test('an eventfd counts, and a later call uses the descriptor of an earlier one', async () => {
  const host = await program();
  const fd = { entry: 1, offset: 0, length: 8 };
  const answers = await seen(host, [
    store(host.arena, word(5)),
    call('eventfd', [2n, 0o4000n]),
    call('write', [fd, host.arena, 8n]),
    call('read', [fd, host.arena + 64n, 8n]),
    look(host.arena + 64n, 8),
    call('read', [fd, host.arena + 64n, 8n]),
    call('read', [fd, host.arena + 64n, 7n]),
    call('lseek', [fd, 0n, 0n]),
    call('dup', [fd]),
    call('close', [fd]),
    call('close', [fd]),
  ]);
  assert.deepEqual(answers, [
    'done',
    '3',
    '8',
    '8',
    '0000000000000007',
    'EAGAIN',
    'EINVAL',
    'ESPIPE',
    '4',
    '0',
    'EBADF',
  ]);
});

test('bad memory is EFAULT to the kernel and a signal to the program', async () => {
  const host = await program();
  const past = host.arena + BigInt(4 << 20);
  const answers = await seen(host, [
    look(0n, 1),
    look(past - 4n, 8),
    look(past - 4n, 4),
    store(0xffff_ffff_ffff_f000n, word(1)),
    call('open', [0n, 0n, 0n]),
    call('poll', [past, 1n, 0n]),
  ]);
  assert.deepEqual(answers, ['SIGSEGV', 'SIGSEGV', '00000000', 'SIGSEGV', 'EFAULT', 'EFAULT']);
});

test('paths', async () => {
  const host = await program();
  const open = async (path: string, flags = 0n) =>
    (await seen(host, [store(host.arena, Buffer.from(`${path}\0`)), call('open', [host.arena, flags, 0n])]))[1];
  assert.deepEqual(
    [await open('/sys'), await open('/sys/../sys/.', 0o200000n), await open('/dev/kmsg', 0o4000n)],
    ['3', '4', '5'],
  );
  assert.deepEqual(
    [await open('/none'), await open('/dev/kmsg/x'), await open('/sys', 1n), await open('/dev/kmsg', 0o200000n)],
    ['ENOENT', 'ENOTDIR', 'EISDIR', 'ENOTDIR'],
  );
  assert.deepEqual(
    [await open(`/${'n'.repeat(300)}`), await open('/x'.repeat(3000)), await open('')],
    ['ENAMETOOLONG', 'ENAMETOOLONG', 'ENOENT'],
  );
});

test('mapped memory comes and goes', async () => {
  const host = await program();
  const map = call('mmap', [0n, 0x3000n, 3n, 0x21n, -1n & 0xffffffffffffffffn, 0n]);
  const answer = (await host.machine.perform([map]))[0]!;
  assert.equal(answer.kind, 'returned');
  const start = answer.kind === 'returned' ? answer.value : 0n;
  const answers = await seen(host, [
    store(start + 0xffcn, word(0x11223344)),
    look(start + 0xffcn, 8),
    call('munmap', [start + 0x1000n, 0x1000n]),
    look(start + 0xffcn, 8),
    look(start + 0x2000n, 1),
    call('munmap', [start + 1n, 0x1000n]),
    call('mprotect', [start, 0x1000n, 1n]),
    store(start, word(1)),
    look(start, 1),
    call('mprotect', [start, 0x3000n, 0n]),
    call('mmap', [0n, 0n, 3n, 0x21n, 0n, 0n]),
    call('mmap', [0n, 1n, 3n, 1n, 77n, 0n]),
  ]);
  assert.equal(answers[1], Buffer.from(word(0x11223344)).toString('hex'));
  assert.deepEqual(answers.slice(2), [
    '0',
    'SIGSEGV',
    '00',
    'EINVAL',
    '0',
    'SIGSEGV',
    '00',
    'ENOMEM',
    'EINVAL',
    'EBADF',
  ]);
});

test('a call that waits stays open until something ends its wait', async () => {
  const host = await program();
  const fd = { entry: 0, offset: 0, length: 8 };
  assert.deepEqual(await seen(host, [call('eventfd', [0n, 0n]), call('read', [fd, host.arena, 8n], 1)]), [
    '3',
    'blocked',
  ]);
  assert.deepEqual(
    await seen(host, [
      { verb: 'collect', task: 1 },
      store(host.arena + 8n, word(9)),
      call('write', [3n, host.arena + 8n, 8n]),
      { verb: 'collect', task: 1 },
      look(host.arena, 8),
    ]),
    ['blocked', 'done', '8', '8', '0000000000000009'],
  );
  await assert.rejects(host.machine.perform([call('read', [3n, host.arena, 8n])]), /read waits for ever/);
});

test('poll looks at files and waits on the injected clock', async () => {
  const host = await program();
  const entry = (fd: number, events: number): Uint8Array => {
    const view = new DataView(new ArrayBuffer(8));
    view.setInt32(0, fd);
    view.setUint16(4, events);
    return new Uint8Array(view.buffer);
  };
  const answers = await seen(host, [
    call('eventfd', [0n, 0n]),
    store(host.arena, entry(3, 1)),
    store(host.arena + 8n, entry(99, 1)),
    call('poll', [host.arena, 1n, 0n]),
    call('poll', [host.arena, 1n, 50n]),
    call('poll', [host.arena, 2n, -1n & 0xffffffffffffffffn]),
    look(host.arena, 16),
    call('poll', [host.arena, 1n, 1000n], 1),
    { verb: 'settle', nanoseconds: 999_999_999n },
    { verb: 'collect', task: 1 },
    { verb: 'settle', nanoseconds: 1n },
    { verb: 'collect', task: 1 },
  ]);
  assert.deepEqual(answers.slice(3), [
    '0',
    '0',
    '1',
    '00000003000100000000006300010020',
    'blocked',
    'done',
    'blocked',
    'done',
    '0',
  ]);
});
