import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { Entry } from '../../contract/entries';
import type { MachineFailed } from '../../contract/judgement';
import { plainFixture } from '../../contract/plain-fixture';
import { StdioMachine } from './index';

const settle: Entry = { verb: 'settle', nanoseconds: 0n };
const execute: Entry = { verb: 'execute', cpu: 0 };
const read: Entry = { verb: 'read', space: 'absolute', address: 0n, length: 4 };
/** More than a pipe holds. */
const long: Entry = { verb: 'write', space: 'absolute', address: 0n, bytes: new Uint8Array(1 << 20) };

const peer = (name: string): string => `node '${join(__dirname, 'hostile', `${name}.cjs`)}'`;

interface Expected {
  /** Of the second batch; the deadline is short where nothing is going to come. */
  readonly batch?: readonly Entry[];
  readonly deadline?: number;
  /** What `perform` answers, or how it fails. */
  readonly answer?: string;
  readonly fails?: MachineFailed['kind'];
  readonly says?: RegExp;
  readonly details?: Readonly<Record<string, RegExp>>;
}

/** Peer → what must be reported. */
const table: Readonly<Record<string, Expected>> = {
  // odd, but allowed
  'split-lines': { answer: 'done' },
  crlf: { answer: 'done' },
  'much-log': { answer: 'done' },
  markup: { answer: 'unsupported' },
  // lines that are no messages
  'ten-megabyte-line': { fails: 'protocol', says: /^a line is longer than 8388608 bytes$/ },
  'endless-line': { fails: 'protocol', says: /^a line is longer than 8388608 bytes$/ },
  'not-utf8': { fails: 'protocol', says: /^a line is not UTF-8: "\{\\x/ },
  'lone-surrogate': { fails: 'protocol', says: /^the string "\\ud800" holds half a surrogate pair$/ },
  banner: { fails: 'protocol', says: /^a line is not JSON: "\\u001b\[31mWelcome to <b>my machine<\/b>"$/ },
  'empty-line': { fails: 'protocol', says: /^a line is not JSON: ""$/ },
  list: { fails: 'protocol', says: /^a line is not a JSON object/ },
  deep: { fails: 'protocol', says: /^a line is not JSON: "\{.*…"$/ },
  // messages nobody asked for
  'wrong-id': { fails: 'protocol', says: /^an answer to a request that was never made: id "1005"$/ },
  'text-id': { fails: 'protocol', says: /^an answer to a request that was never made: id "\\"5\\""$/ },
  'null-id': { fails: 'protocol', says: /^the machine could not read a request: .*what\?/ },
  'answers-twice': { fails: 'protocol', says: /^a second answer to request 5$/ },
  'asks-back': { fails: 'protocol', says: /^the machine sent a request, "tools\/list": it is only to answer$/ },
  notifies: { fails: 'protocol', says: /^the machine sent a notification, "\\u001b\]0;title\\u0007"/ },
  floods: { fails: 'protocol', says: /^the machine sent a notification, "progress"/ },
  // the end in the middle
  exits: {
    fails: 'died',
    says: /ended with status 3$/,
    details: { 'exit status': /^3$/, stderr: /^last \\x1b\[31mwords$/ },
  },
  killed: {
    fails: 'died',
    says: /ended with status 139 \(SIGSEGV\)$/,
    details: { 'last request': /"method":"perform"/ },
  },
  'half-line': { fails: 'died', says: /ended with status 0, in the middle of a line \(11 bytes\)$/ },
  'leaves-children': { fails: 'died', says: /ended with status 0$/ },
  // no answer
  silent: {
    fails: 'hung',
    deadline: 100,
    says: /^no answer to request 5 \(perform\) within 100 ms, nor to its cancellation$/,
  },
  deaf: {
    fails: 'hung',
    deadline: 300,
    batch: [long, long],
    says: /^no answer to request 5 \(perform\) within 300 ms/,
  },
  late: { fails: 'deadline', deadline: 100, says: /^no answer to request 5 \(perform\) within 100 ms$/ },
  // answers that do not fit
  'too-few': { fails: 'protocol', says: /^0 answers to 1 entries/ },
  'too-many': { fails: 'protocol', says: /^3 answers to 1 entries$/ },
  short: { fails: 'protocol', batch: [read], says: /^the answer to entry 1 \(read\) has 2 bytes of absolute, not 4$/ },
  'other-kind': { fails: 'protocol', says: /^the answer to entry 1 \(settle\) is of kind "ended"$/ },
  'unknown-kind': {
    fails: 'protocol',
    says: /request 5 \(perform\): \/result\/answers\/0\/kind must be equal to one of/,
  },
  'odd-hex': { fails: 'protocol', batch: [read], says: /pairs of hexadecimal digits/ },
  'no-hex': { fails: 'protocol', batch: [read], says: /\/result\/answers\/0\/bytes must match pattern/ },
  float: { fails: 'protocol', batch: [execute], says: /\/result\/answers\/0\/instructions must be integer$/ },
  negative: { fails: 'protocol', batch: [execute], says: /\/result\/answers\/0\/instructions must be >= 0$/ },
  infinite: { fails: 'protocol', batch: [execute], says: /\/result\/answers\/0\/instructions must be integer$/ },
  'short-psw': { fails: 'protocol', batch: [execute], says: /\/result\/answers\/0\/psw must match pattern/ },
  'extra-field': { fails: 'protocol', says: /\/result\/answers\/0 must NOT have additional properties \(\\x1b\[2J\)$/ },
  prototype: { fails: 'protocol', says: /\/result\/answers\/0 must NOT have additional properties \(__proto__\)$/ },
  'result-and-error': { fails: 'protocol', says: /\/ must NOT have additional properties \(error\)$/ },
  'other-version': { fails: 'protocol', says: /\/jsonrpc must be equal to constant \(2\.0\)$/ },
  error: { fails: 'protocol', says: /^request 5 \(perform\) was answered with error -32603: out of \\x1b\[5mtea$/ },
};

const machines: StdioMachine[] = [];
function machineOf(name: string): StdioMachine {
  const machine = new StdioMachine({ command: peer(name) });
  machines.push(machine);
  return machine;
}
after(() => Promise.allSettled(machines.map((machine) => machine.close())));

async function started(machine: StdioMachine) {
  const answer = await machine.start(plainFixture);
  assert.equal(answer.kind, 'started');
  return (answer as Extract<typeof answer, { kind: 'started' }>).machine;
}

/** What the machine's command left running, in whatever session. */
function leftOf(command: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/environ`, 'latin1').includes(`TCK_PEER=${command}\0`);
    } catch {
      return false;
    }
  });
}

for (const [name, expected] of Object.entries(table))
  test(`${name}: ${expected.answer ?? `${expected.fails}, ${expected.says}`}`, async () => {
    const machine = machineOf(name);
    await machine.manifest();
    const running = await started(machine);
    assert.deepEqual(await running.perform([settle]), [{ kind: 'done' }]);
    const second = running.perform(expected.batch ?? [settle], expected.deadline);
    if (expected.fails === undefined) {
      assert.equal((await second)[0]!.kind, expected.answer);
      await running.stop();
      return;
    }
    const failure = await second.then(
      () => assert.fail('it passed'),
      (error: MachineFailed) => error,
    );
    assert.deepEqual([failure.name, failure.kind], ['MachineFailed', expected.fails], failure.message);
    assert.match(failure.message, expected.says!);
    for (const [detail, pattern] of Object.entries(expected.details ?? {}))
      assert.match(failure.details[detail]!, pattern);
    for (const text of [failure.message, ...Object.values(failure.details)]) assert.match(text, /^[\n\x20-\x7e…]*$/);
    await running.stop();
    // The run goes on, on another process.
    assert.deepEqual(await (await started(machine)).perform([settle]), [{ kind: 'done' }]);
  });

test('every peer of the folder is tried', () => {
  const others = [
    'honest',
    'same-instance',
    'refuses-to-start',
    'bad-stop',
    'newer',
    'markup-everywhere',
    'joined-lines',
    'answers-twice-later',
    'forgets',
    'other-manifest',
    'speaks-after-shutdown',
    'dies-at-shutdown',
  ];
  const there = readdirSync(join(__dirname, 'hostile')).map((file) => file.replace('.cjs', ''));
  assert.deepEqual(there.filter((name) => !others.includes(name)).sort(), Object.keys(table).sort());
});

test('what a machine has started does not outlive it', async () => {
  process.env.TCK_PEER = 'leaves-children';
  const machine = machineOf('leaves-children');
  const running = await started(machine);
  delete process.env.TCK_PEER;
  await running.perform([settle]);
  assert.notDeepEqual(leftOf('leaves-children'), []);
  await assert.rejects(running.perform([settle]), /ended with status 0/);
  assert.deepEqual(leftOf('leaves-children'), []);
});

test('two answers in one piece, in another order than asked', async () => {
  const machine = machineOf('joined-lines');
  const [first, second] = [await started(machine), await started(machine)];
  const answers = await Promise.all([first.perform([read]), second.perform([settle])]);
  assert.deepEqual(
    answers.map(([answer]) => answer!.kind),
    ['bytes', 'done'],
  );
});

test('an instance that is given twice', async () => {
  const machine = machineOf('same-instance');
  await started(machine);
  await assert.rejects(machine.start(plainFixture), /\/result\/instance was given to another instance/);
});

test('an error instead of a start, and no more processes after the fifth', async () => {
  const machine = machineOf('refuses-to-start');
  for (let time = 0; time < 5; time += 1)
    await assert.rejects(
      machine.start(plainFixture),
      (error: MachineFailed) => error.kind === 'start' && /no memory/.test(error.message),
    );
  await assert.rejects(machine.start(plainFixture), /^MachineFailed: not tried again/);
});

test('what goes wrong while an instance is stopped is told at the next start', async () => {
  const machine = machineOf('bad-stop');
  await (await started(machine)).stop();
  await assert.rejects(
    machine.start(plainFixture),
    /left over from the instance before: the answer to request 3 \(stop\): \/result must be object/,
  );
  await started(machine);
});

test('a second answer that comes when nobody waits is told at the next start', async () => {
  const machine = machineOf('answers-twice-later');
  const connection = await machine.connect();
  const running = await started(machine);
  await running.perform([settle]);
  await running.perform([settle]);
  while (connection.failure === undefined) await new Promise((resolve) => setTimeout(resolve, 20));
  await running.stop();
  await assert.rejects(
    machine.start(plainFixture),
    /left over from the instance before: a second answer to request 4$/,
  );
  await started(machine);
});

test('a process that is started again is asked for its manifest, and one that claims something else is refused', async () => {
  const machine = machineOf('other-manifest');
  const { version } = await machine.manifest();
  const running = await started(machine);
  await running.perform([settle]);
  await assert.rejects(running.perform([settle]), /ended with status 3/);
  const again = new RegExp(
    `started again, the machine tells another manifest: /version was "${version}", is now "\\d+"$`,
  );
  for (let time = 0; time < 2; time++) await assert.rejects(machine.start(plainFixture), again);
});

for (const [name, message] of [
  ['speaks-after-shutdown', /^MachineFailed: the machine sent a notification, "bye"/],
  ['dies-at-shutdown', /^MachineFailed: the machine's process ended with status 134 \(SIGABRT\)$/],
] as const)
  test(`what goes wrong at the end is told: ${name}`, async () => {
    const machine = machineOf(name);
    await (await started(machine)).stop();
    await assert.rejects(machine.close(), message);
    await machine.close();
  });

test('a breach that nobody was told of is told at the end, another one is not told twice', async () => {
  const machine = machineOf('bad-stop');
  await (await started(machine)).stop();
  await assert.rejects(machine.close(), /the answer to request 3 \(stop\): \/result must be object/);
  const other = machineOf('exits');
  const running = await started(other);
  await running.perform([settle]);
  await assert.rejects(running.perform([settle]), /ended with status 3/);
  await other.close();
});

test('another version of the protocol', async () => {
  await assert.rejects(machineOf('newer').manifest(), /speaks version 2 of the protocol, the kit version 1/);
});
