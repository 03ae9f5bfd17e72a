import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { SystemCall } from '../../contract/entries';
import { MachineFailed } from '../../contract/judgement';
import { plainFixture } from '../../contract/plain-fixture';
import { packageRoot } from '../../package-root';
import { createLocalLinuxMachine } from './index';
import type { LinuxMachine } from './machine';
import { call, callOf, returnedBy, startedOn } from './on-linux';

let shared: Promise<LinuxMachine> | undefined;
const local = (): Promise<LinuxMachine> => {
  shared ??= createLocalLinuxMachine();
  return shared;
};
after(async () => (await shared)?.close());

/** 8 bytes in the byte order of this computer. */
const number64 = (value: bigint): Buffer => Buffer.from(BigUint64Array.of(value).buffer);

test('calls return what the C library returns, and a later one uses what an earlier one returned', async () => {
  const program = await startedOn(await local());
  const answers = await program.perform(
    call('eventfd', 5, 0),
    call('read', returnedBy(0), program.at(8), 8),
    program.read(8, 8),
    call('read', 99, program.at(8), 8),
    call('open', program.at(4096), 0),
    call('mmap', 0, 8192, 3, 0x22, -1, 0),
    { verb: 'write', space: 'user', address: returnedBy(5), bytes: Buffer.from('mapped') },
    { verb: 'read', space: 'user', address: { ...returnedBy(5), plus: 3n }, length: 3 },
    call('munmap', returnedBy(5), 8192),
    { verb: 'read', space: 'user', address: returnedBy(5), length: 1 },
  );
  assert.deepEqual(answers.toSpliced(5, 1), [
    '3',
    '8',
    number64(5n).toString('hex'),
    '-1 errno 9',
    '-1 errno 2',
    'done',
    Buffer.from('ped').toString('hex'),
    '0',
    'SIGSEGV',
  ]);
  await program.machine.stop();
});

test('the agent knows every system call of the contract', async () => {
  const schema = readFileSync(join(packageRoot, 'schemas/protocol/entry.schema.json'), 'utf8');
  const names = /"enum": \[\s*("open"[^\]]*)\]/.exec(schema)![1]!.match(/\w+/g) as SystemCall[];
  assert.ok(names.length > 16);
  const program = await startedOn(await local());
  const answers = await program.perform(...names.map((name) => call(name)));
  assert.deepEqual(
    answers.filter((answer) => !/^-?\d/.test(answer)),
    [],
  );
  await program.machine.stop();
});

test('an earlier value is taken from what memory held, at any place and length', async () => {
  const program = await startedOn(await local());
  const pointer = Buffer.alloc(8);
  pointer.writeBigUInt64BE(program.at(0x1000));
  const answers = await program.perform(
    program.write(16, pointer),
    program.read(8, 24),
    { verb: 'write', space: 'user', address: { entry: 1, offset: 8, length: 8, plus: 2n }, bytes: Buffer.from('here') },
    program.read(0x1000, 6),
  );
  assert.equal(answers[3], '000068657265');
  await program.machine.stop();
});

test('what cannot be taken from an earlier answer is an error of the suite, not of the machine', async () => {
  const program = await startedOn(await local());
  for (const wrong of [
    { entry: 1, offset: 0, length: 8 },
    { entry: 0, offset: 1, length: 8 },
    { entry: 0, offset: 0, length: 9 },
    { entry: 0, offset: 0, length: 0 },
    { entry: 0, offset: 2 ** 40, length: 1 },
  ])
    await assert.rejects(program.perform(call('eventfd', 0, 0), call('close', wrong)), RangeError);
  await assert.rejects(program.perform(call('close', 3, 4)), /close takes 1 arguments, not 2/);
  await assert.rejects(program.perform({ verb: 'collect', task: 3 }), RangeError);
  assert.deepEqual(await program.perform(program.read(0, 1)), ['00']);
  await program.machine.stop();
});

test('memory that is not there faults, and the batch goes on', async () => {
  const program = await startedOn(await local());
  const { length } = program.arena;
  const readOnly = 0x1000;
  const answers = await program.perform(
    program.read(length - 4, 8),
    program.write(length - 2, 'four'),
    program.read(length - 2, 2),
    call('mmap', program.at(readOnly), 4096, 1, 0x32, -1, 0),
    program.write(readOnly, 'x'),
    program.read(readOnly, 1),
    { verb: 'read', space: 'user', address: 0n, length: 1 },
    { verb: 'read', space: 'user', address: 0xffff_ffff_ffff_fff0n, length: 8 },
    program.write(0, `${process.execPath}\0`),
    call('open', program.at(0), 0),
    call('mmap', 0, 4096, 1, 2, returnedBy(9), 1n << 40n),
    { verb: 'read', space: 'user', address: returnedBy(10), length: 1 },
  );
  assert.deepEqual(
    [...answers.slice(0, 3), ...answers.slice(4, 8), answers[11]],
    ['SIGSEGV', 'SIGSEGV', Buffer.from('fo').toString('hex'), 'SIGSEGV', '00', 'SIGSEGV', 'SIGSEGV', 'SIGBUS'],
  );
  await program.machine.stop();
});

test('a call of a task that waits is blocked until something else lets it go on', async () => {
  const program = await startedOn(await local());
  const answers = await program.perform(
    call('eventfd', 0, 0),
    callOf(1, 'read', returnedBy(0), program.at(64), 8),
    { verb: 'collect', task: 1 },
    callOf(2, 'poll', program.at(0), 0, 5000),
    program.write(0, number64(7n)),
    call('write', returnedBy(0), program.at(0), 8),
    { verb: 'collect', task: 1 },
    program.read(64, 8),
    callOf(1, 'dup', returnedBy(0)),
    { verb: 'collect', task: 2 },
  );
  const seven = number64(7n).toString('hex');
  assert.deepEqual(answers, ['3', 'blocked', 'blocked', 'blocked', 'done', '8', '8', seven, '4', 'blocked']);
  await assert.rejects(program.perform(callOf(2, 'dup', 3)), RangeError);
  await program.machine.stop();
});

test('a call that only takes its time is not blocked', async () => {
  const program = await startedOn(await local());
  const length = 12 << 20;
  const answers = await program.perform(
    program.write(0, '/dev/zero\0'),
    call('open', program.at(0), 0),
    callOf(3, 'read', returnedBy(1), program.at(4096), length),
    callOf(3, 'poll', program.at(0), 0, 2),
  );
  assert.deepEqual(answers.slice(2), [`${length}`, '0']);
  await program.machine.stop();
});

test('time that a scenario lets pass really passes', async () => {
  const program = await startedOn(await local());
  const before = performance.now();
  assert.deepEqual(await program.perform({ verb: 'settle', nanoseconds: 150_000_000n }), ['done']);
  assert.ok(performance.now() - before >= 150);
  await program.machine.stop();
});

test('every scenario has a program of its own, with the same arena, zero, and no descriptor but the usual ones', async () => {
  const machine = await local();
  const [first, second] = [await startedOn(machine), await startedOn(machine)];
  await first.perform(first.write(0, 'mine'), call('eventfd', 0, 0), call('eventfd', 0, 0));
  assert.deepEqual(second.arena, first.arena);
  assert.deepEqual(await second.perform(second.read(0, 4), call('eventfd', 0, 0)), ['00000000', '3']);
  await first.machine.stop();
  const third = await startedOn(machine);
  assert.deepEqual(await third.perform(third.read(0, 4), call('eventfd', 0, 0)), ['00000000', '3']);
  await third.machine.stop();
  await second.machine.stop();
  assert.equal(third.arena.start % 4096, 0);
  assert.ok(third.arena.length >= 4 << 20);
});

test('what a host face cannot do is unsupported, and ends the batch', async () => {
  const machine = await local();
  const program = await startedOn(machine);
  const answers = await program.perform(call('eventfd', 0, 0), { verb: 'execute', cpu: 0 }, call('eventfd', 0, 0));
  assert.deepEqual(answers, ['3', 'unsupported: the verb execute']);
  const absolute = await program.perform({ verb: 'read', space: 'absolute', address: 0n, length: 1 });
  assert.deepEqual(absolute, ['unsupported: the space absolute']);
  await program.machine.stop();
  const { features } = await machine.manifest();
  const refused = [
    { ...plainFixture, devices: [{ id: 'a', kind: 'no-such-device' }] },
    { ...plainFixture, features: { 'no-machine-has-this': true } },
    { ...plainFixture, facilities: { present: [65], absent: [] } },
  ];
  for (const fixture of refused) assert.equal((await machine.start(fixture)).kind, 'unsupported');
  assert.equal(features['device.mtty'], undefined);
});

/** One line of /proc/<pid>/status; nothing for a process that has ended, waited for or not. */
function statusOf(pid: number | string, field: string): string | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'latin1');
    return /^State:\tZ/m.test(status) ? undefined : new RegExp(`^${field}:\t(.*)$`, 'm').exec(status)?.[1];
  } catch {
    return undefined;
  }
}

/** The host programs of this process's agents. */
const hostPrograms = (): string[] =>
  readdirSync('/proc').filter(
    (pid) =>
      statusOf(pid, 'Name') === 'host-program' && statusOf(statusOf(pid, 'PPid') ?? '', 'PPid') === String(process.pid),
  );

const failureOf = (attempt: Promise<unknown>): Promise<MachineFailed> =>
  attempt.then(
    () => assert.fail('it answered'),
    (error: unknown) => {
      assert.ok(error instanceof MachineFailed, String(error));
      return error;
    },
  );

test('a call of task 0 that never returns misses the deadline, and the next scenario has a new agent', async () => {
  const machine = await createLocalLinuxMachine();
  const program = await startedOn(machine);
  const programs = hostPrograms();
  assert.ok(programs.length > 0);
  const reading = program.machine.perform([call('eventfd', 0, 0), call('read', returnedBy(0), program.at(0), 8)], 300);
  const failure = await failureOf(reading);
  assert.equal(failure.kind, 'deadline');
  assert.equal(failure.message, 'no answer within 0.3 s');
  await program.machine.stop();
  const next = await startedOn(machine);
  assert.deepEqual(await next.perform(call('eventfd', 0, 0)), ['3']);
  assert.equal(machine.starts, 2);
  await machine.close();
  const left = () => programs.filter((pid) => statusOf(pid, 'Name') === 'host-program');
  for (let tries = 0; tries < 100 && left().length > 0; tries += 1) await new Promise((done) => setTimeout(done, 20));
  assert.deepEqual(left(), [], 'the program that hung is gone');
});

test('a program that takes its own memory away dies, and says how', async () => {
  const machine = await createLocalLinuxMachine();
  const program = await startedOn(machine);
  // From the first page that can be mapped to far beyond every library and stack.
  const failure = await failureOf(program.perform(call('munmap', 0x10000, 0x7fff_fff0_0000)));
  assert.equal(failure.kind, 'died');
  assert.match(failure.message, /^the host program was ended by SIG(SEGV|BUS)$/);
  assert.equal(await failureOf(program.perform(call('dup', 0))), failure);
  await program.machine.stop();
  await machine.close();
});

test('a program has 1021 descriptors more than it starts with, and one that closes the connection behind them is dead', async () => {
  const machine = await createLocalLinuxMachine();
  const program = await startedOn(machine);
  const answers = await program.perform(...Array.from({ length: 1021 }, () => call('eventfd', 0, 0)));
  assert.equal(answers.at(-1), '1023');
  const all = Array.from({ length: 2000 }, (_, descriptor) => call('close', descriptor));
  const failure = await failureOf(program.machine.perform(all));
  assert.equal(failure.message, 'the host program ended with status 0');
  await program.machine.stop();
  await machine.close();
});

test('kill -9 of the suite ends agents and host programs, even one that hangs in a call', async () => {
  const text = `
    const { createLocalLinuxMachine } = require(${JSON.stringify(join(__dirname, 'index'))});
    const { startedOn, call, returnedBy } = require(${JSON.stringify(join(__dirname, 'on-linux'))});
    (async () => {
      const program = await startedOn(await createLocalLinuxMachine());
      await program.perform(call('eventfd', 0, 0));
      console.log('started');
      await program.machine.perform([call('read', 3, program.at(0), 8)], 60000);
    })();`;
  const suite = spawn(process.execPath, [...process.execArgv, '-e', text], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise((resolve) => suite.stdout.once('data', resolve));
  const agents = readdirSync('/proc').filter((pid) => statusOf(pid, 'PPid') === String(suite.pid));
  const programs = readdirSync('/proc').filter((pid) => agents.includes(statusOf(pid, 'PPid') ?? ''));
  assert.deepEqual([agents.length, programs.map((pid) => statusOf(pid, 'Name'))], [1, ['host-program']]);
  suite.kill('SIGKILL');
  const left = () => [...agents, ...programs].filter((pid) => statusOf(pid, 'Name') !== undefined);
  for (let tries = 0; tries < 100 && left().length > 0; tries += 1) await new Promise((done) => setTimeout(done, 20));
  assert.deepEqual(left(), []);
});
