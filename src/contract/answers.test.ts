import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkAnswers } from './answers';
import type { Answer, Entry } from './entries';
import { MachineFailed } from './judgement';

const read: Entry = { verb: 'read', space: 'absolute', address: 0n, length: 4 };
const pending: Entry = { verb: 'read', space: 'pending', cpu: 0, address: 0n, length: 64 };
const execute: Entry = { verb: 'execute', cpu: 0 };
const user: Entry = { verb: 'read', space: 'user', address: 0n, length: 4 };
const call = (task: number): Entry => ({ verb: 'call', task, name: 'close', arguments: [3n] });
const returned = (value: bigint, errno: number): Answer => ({ kind: 'returned', value, errno });
const bytes = (length: number): Answer => ({ kind: 'bytes', bytes: new Uint8Array(length) });
const ended: Answer = { kind: 'ended', ending: 'completed', psw: new Uint8Array(16), instructions: 1 };

test('answers that keep the contract', () => {
  checkAnswers([read, execute, pending], [bytes(4), ended, bytes(0)]);
  checkAnswers([read, execute], [{ kind: 'unsupported', what: 'reading' }]);
  checkAnswers([user, call(0)], [{ kind: 'faulted', signal: 'SIGSEGV' }, returned(-1n, 9)]);
  checkAnswers([call(1), { verb: 'collect', task: 1 }], [{ kind: 'blocked' }, returned(0n, 0)]);
});

const bad: readonly [string, readonly Entry[], unknown, RegExp][] = [
  ['no list', [read], undefined, /no list of answers/],
  ['too few', [read, execute], [bytes(4)], /1 answers to 2 entries/],
  ['too many', [read], [bytes(4), bytes(4)], /2 answers to 1 entries/],
  ['too short', [read], [bytes(3)], /entry 1 \(read\) has 3 bytes of absolute, not 4/],
  ['a list too long', [pending], [bytes(80)], /has 80 bytes of pending/],
  ['another kind', [read, execute], [bytes(4), { kind: 'done' }], /entry 2 \(execute\) is of kind "done"/],
  ['null', [read], [null], /is null/],
  ['no bytes', [read], [{ kind: 'bytes', bytes: '00000000' }], /has no bytes/],
  ['a short PSW', [execute], [{ ...ended, psw: new Uint8Array(8) }], /no PSW of 16 bytes/],
  ['a fault outside user memory', [read], [{ kind: 'faulted', signal: 'SIGSEGV' }], /is of kind "faulted"/],
  ['blocked where calls run to their end', [call(0)], [{ kind: 'blocked' }], /calls of task 0 run to their end/],
  ['an error number beside a value', [call(0)], [returned(3n, 22)], /the value 3 with errno 22/],
  ['unsupported for no reason', [read], [{ kind: 'unsupported' }], /without saying what/],
];
for (const [name, batch, answers, message] of bad) {
  test(`a machine that answers ${name} breaks the contract`, () => {
    assert.throws(
      () => checkAnswers(batch, answers as Answer[]),
      (error: unknown) => error instanceof MachineFailed && error.kind === 'protocol' && message.test(error.message),
    );
  });
}
