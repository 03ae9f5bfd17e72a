import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Manifest } from '../../contract/documents/manifest';
import { MachineFailed } from '../../contract/judgement';
import { plainFixture } from '../../contract/plain-fixture';
import { SocketChild } from '../../process/socket-child';
import { encodeFrame, encodeText } from './frames';
import { LinuxMachine } from './machine';
import { call, startedOn } from './on-linux';

const manifest: Manifest = {
  name: 'hostile',
  title: 'An agent that is none',
  version: '1',
  faces: ['host'],
  byteOrder: 'little',
  wordSize: 64,
  facilities: [],
  features: {},
  environment: {},
};

const number = (value: number, length: number): Buffer => {
  const bytes = Buffer.alloc(length);
  bytes.writeUIntBE(value, length > 6 ? length - 6 : 0, Math.min(length, 6));
  return bytes;
};

function hello(version = 1): Buffer {
  return encodeFrame(
    'h',
    ...[number(version, 2), number(0, 1), number(64, 1), number(4096, 4), number(0x10000, 8), number(1 << 20, 8)],
    ...[number(0, 4), encodeText('Linux'), encodeText('1'), encodeText('1'), encodeText('x')],
    ...[number(1, 1), encodeText('dup'), number(1, 1)],
  );
}

const begun = encodeFrame('B', number(0, 4));

/**
 * A program that writes some bytes at its start, and others for each thing it is told; then it does what is left.
 * @param last `stay`, `end` or `flood`
 */
function machineOf(first: Buffer, answers: readonly Buffer[], last: string): LinuxMachine {
  const script = `const [first, last, ...answers] = process.argv.slice(1);
    const socket = new (require('node:net').Socket)({ fd: 3 });
    const finish = () => {
      if (last === 'end') process.exit(3);
      if (last === 'flood') (function flood() { socket.write(Buffer.alloc(1 << 16, 'f'), flood); })();
    };
    socket.write(Buffer.from(first, 'hex'), () => answers.length === 0 && finish());
    socket.on('data', () => {
      const answer = answers.shift();
      if (answer !== undefined) socket.write(Buffer.from(answer, 'hex'), () => answers.length === 0 && finish());
    });`;
  const words = [first.toString('hex'), last, ...answers.map((answer) => answer.toString('hex'))];
  return new LinuxMachine(
    {
      patience: 1,
      ownKernel: true,
      probes: [],
      spawn: () => new SocketChild(process.execPath, ['-e', script, ...words]),
      obituary: ({ lastWords }) => ({ message: '', details: { stderr: lastWords } }),
    },
    manifest,
  );
}

async function failureOf(attempt: Promise<unknown>): Promise<MachineFailed> {
  const failure = await attempt.then(
    () => assert.fail('it answered'),
    (error: unknown) => error,
  );
  assert.ok(failure instanceof MachineFailed, String(failure));
  return failure;
}

const atStart: readonly (readonly [string, Buffer, string, RegExp])[] = [
  ['ends at once', Buffer.alloc(0), 'end', /^the agent did not start: the process ended with status 3$/],
  ['says nothing', Buffer.alloc(0), 'stay', /^the agent did not start: no answer within 1 s$/],
  [
    'says something else',
    Buffer.from('login: \r\n'),
    'stay',
    /something else than an answer: a frame of 1819240297 bytes/,
  ],
  ['floods', Buffer.alloc(0), 'flood', /something else than an answer: a frame of 1717986918 bytes/],
  ['is of another version', hello(2), 'stay', /an agent of version 2, not 1/],
  ['says half of hello', encodeFrame('h', hello().subarray(5, 30)), 'stay', /ends too early/],
  ['answers before it says hello', begun, 'stay', /the agent answered "B" to "h"/],
];

for (const [what, first, last, message] of atStart)
  test(`an agent that ${what} does not start`, async () => {
    const machine = machineOf(first, [], last);
    const failure = await failureOf(machine.start(plainFixture));
    assert.equal(failure.kind, 'start');
    assert.match(failure.message, message);
    await machine.close();
  });

const answered = encodeFrame('P', Buffer.concat([number(3, 1), number(0, 8), number(0, 4)]));

const inTheMiddle: readonly (readonly [string, Buffer, string, string, RegExp])[] = [
  ['dies', Buffer.alloc(0), 'end', 'died', /^the process ended with status 3$/],
  ['dies in the middle of an answer', answered.subarray(0, 9), 'end', 'died', /^the process ended with status 3$/],
  ['answers another question', begun, 'stay', 'protocol', /the agent answered "B" to "P"/],
  ['answers less than was asked', encodeFrame('P'), 'stay', 'protocol', /ends too early/],
  [
    'answers more than was asked',
    encodeFrame('P', answered.subarray(5), number(1, 1)),
    'stay',
    'protocol',
    /more answers/,
  ],
  ['answers in a way that nobody knows', encodeFrame('P', number(77, 1)), 'stay', 'protocol', /an answer of kind 77/],
  ['answers with another kind', encodeFrame('P', number(1, 1)), 'stay', 'protocol', /is of kind "done"/],
  [
    'answers blocked for task 0',
    encodeFrame('P', number(4, 1)),
    'stay',
    'protocol',
    /calls of task 0 run to their end/,
  ],
  [
    'lost its program',
    encodeFrame('E', number(9, 4), number(0, 4)),
    'stay',
    'died',
    /^the host program was ended by SIGKILL$/,
  ],
  [
    'sends a frame that is too long',
    Buffer.from('ffffffff50', 'hex'),
    'stay',
    'protocol',
    /a frame of 4294967295 bytes/,
  ],
  ['answers and floods', answered, 'flood', 'protocol', /something else than an answer/],
];

for (const [what, answer, last, kind, message] of inTheMiddle)
  test(`an agent that ${what} fails, and is ended`, async () => {
    const machine = machineOf(hello(), [begun, answer], last);
    const program = await startedOn(machine);
    const attempt = async () => {
      // What comes behind an answer is seen by the next question at the latest.
      for (let times = 0; times < 1000; times += 1) await program.perform(call('dup', 0));
    };
    const failure = await failureOf(attempt());
    assert.equal(failure.kind, kind);
    assert.match(failure.message, message);
    await program.machine.stop();
    await machine.close();
  });

test('after three agents that did not start no more are tried', async () => {
  const machine = machineOf(Buffer.alloc(0), [], 'end');
  for (let times = 0; times < 5; times += 1) await failureOf(machine.start(plainFixture));
  assert.equal(machine.starts, 3);
  await machine.close();
});

test('an agent that does not end its program is not used again', async () => {
  const machine = machineOf(hello(), [begun, begun], 'stay');
  const program = await startedOn(machine);
  await program.machine.stop();
  await program.machine.stop();
  await failureOf(program.perform(call('dup', 0)));
  await (await startedOn(machine)).machine.stop();
  assert.equal(machine.starts, 2);
  await machine.close();
});
