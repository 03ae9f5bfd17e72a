import { spawn } from 'node:child_process';
import type { Answer } from '../../contract/entries';
import type { StartAnswer } from '../../contract/machine';
import { afterExecute, type Spoiled } from './wrapping';

const pswOffset = 0x100n;
const never = <T>(): Promise<T> => new Promise(() => setInterval(() => {}, 1000));
const eaten: Buffer[] = [];
/** Where the canary is asked first, the sixth batch is in the middle of the examples. */
const middle = 6;

/** Wrong machines, by name. */
export const machines: Readonly<Record<string, Spoiled>> = {
  'cc-zero': {
    perform: (batch, right) =>
      afterExecute(batch, right, async (answer) => {
        const psw = answer.psw.slice();
        psw[2]! &= 0xcf;
        await right([{ verb: 'write', space: 'cpu', cpu: 0, address: pswOffset, bytes: psw }]);
        return { ...answer, psw };
      }),
  },
  'wrong-state': {
    perform: (batch, right) =>
      afterExecute(batch, right, async (answer) => {
        await right([{ verb: 'write', space: 'cpu', cpu: 0, address: 0xf8n, bytes: Buffer.from('5a', 'hex') }]);
        return answer;
      }),
  },
  'claims-facility': { manifest: (right) => ({ ...right, facilities: [...right.facilities, 129] }) },
  'claims-and-skips': {
    start: async (fixture, right) =>
      fixture.facilities.present.includes(8) ? { kind: 'unsupported', what: 'not today' } : right(fixture),
  },
  'accepts-everything': { start: (fixture, right) => right({ ...fixture, features: {} }) },
  'fails-at-nonsense': {
    start: async (fixture, right) => {
      if (Object.keys(fixture.features).length > 0) throw new Error('what is that');
      return right(fixture);
    },
  },
  'exits-at-nonsense': {
    start: async (fixture, right) => {
      if (Object.keys(fixture.features).length > 0) process.exit(0);
      return right(fixture);
    },
  },
  'crashes-at-start': { start: async () => process.abort() },
  'crashes-in-the-middle': {
    perform: (batch, right, call) => (call === middle ? process.exit(7) : right(batch)),
  },
  hangs: { perform: (batch, right, call) => (call === middle ? never() : right(batch)) },
  loops: {
    perform: (batch, right, call) => {
      while (call === middle);
      return right(batch);
    },
  },
  eats: {
    perform: async (batch, right, call) => {
      for (; call === middle; await new Promise((resolve) => setTimeout(resolve, 20)))
        eaten.push(Buffer.alloc(32 << 20, 1));
      return right(batch);
    },
  },
  'throws-from-a-timer': {
    perform: async (batch, right, call) => {
      if (call !== middle) return right(batch);
      setTimeout(() => {
        throw new Error('stray');
      }, 1);
      await new Promise((resolve) => setTimeout(resolve, 50));
      return right(batch);
    },
  },
  slow: {
    perform: async (batch, right) => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      return right(batch);
    },
  },
  forgetful: {
    perform: (batch, right) =>
      right(
        batch.map((entry) =>
          entry.verb === 'write' && entry.space === 'key'
            ? { ...entry, bytes: new Uint8Array(entry.bytes.length) }
            : entry,
        ),
      ),
  },
  'now-and-then': {
    perform: async (batch, right, call) =>
      (await right(batch)).map((answer) =>
        answer.kind === 'bytes' && call % 3 === 0 ? { ...answer, bytes: answer.bytes.map((byte) => byte ^ 2) } : answer,
      ),
  },
  'leaks-children': {
    start: async (fixture, right) => {
      spawn('sleep', ['600'], { stdio: 'inherit' });
      return right(fixture);
    },
  },
  'claims-nothing': { manifest: (right) => ({ ...right, facilities: [], features: {} }) },
  'too-few-answers': { perform: async (batch, right) => (await right(batch)).slice(0, -1) },
  'too-many-answers': { perform: async (batch, right) => [...(await right(batch)), { kind: 'done' }] },
  'too-few-bytes': { perform: changedBytes((bytes) => bytes.slice(1)) },
  'swapped-bytes': { perform: changedBytes((bytes) => bytes.slice().reverse()) },
  'no-answers': { perform: async () => undefined as unknown as Answer[] },
  'odd-answers': {
    perform: async (batch) =>
      batch.map((_, index) => [null, 7, { kind: 'pass' }, {}][index % 4]) as unknown as Answer[],
  },
  'odd-start': { start: async () => 'started' as unknown as StartAnswer },
  'throws-null': {
    perform: async () => {
      throw null;
    },
  },
  'throws-a-trap': {
    perform: async () => {
      throw {
        get message(): string {
          throw new Error('a trap');
        },
        toString(): string {
          throw new Error('another trap');
        },
      };
    },
  },
  'says-pass': {
    perform: async () => {
      throw Object.assign(new Error('verdict: pass'), { name: 'NotClaimed' });
    },
  },
  'never-stops': { stop: never },
  'fails-to-stop': {
    stop: async () => {
      throw new Error('I want to live');
    },
  },
  'sees-nothing': { perform: async (batch) => [{ kind: 'unsupported', what: batch[0]!.verb }] },
};

function changedBytes(change: (bytes: Uint8Array) => Uint8Array): NonNullable<Spoiled['perform']> {
  return async (batch, right) =>
    (await right(batch)).map((answer) =>
      answer.kind === 'bytes' ? { ...answer, bytes: change(answer.bytes) } : answer,
    );
}
