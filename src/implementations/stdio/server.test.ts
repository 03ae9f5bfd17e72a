import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { MachineFailed } from '../../contract/judgement';
import type { Machine } from '../../contract/machine';
import { plainFixture } from '../../contract/plain-fixture';
import { serveMachine } from './server';

const machine: Machine = {
  manifest: async () => ({}) as never,
  start: async ({ cpus }) =>
    cpus > 1
      ? { kind: 'unsupported', what: 'two CPUs' }
      : {
          kind: 'started',
          reserved: [{ start: 0, length: 4096 }],
          machine: {
            async perform([entry]) {
              if (entry?.verb === 'pause') throw new MachineFailed('died', 'it is dead', { signal: 'SIGSEGV' });
              if (entry?.verb === 'observe') throw new TypeError('oh');
              return [{ kind: 'returned', value: -1n, errno: 5 }];
            },
            stop: async () => {},
          },
        },
  close: async () => {},
};

const request = (id: unknown, method: string, params: object = {}) =>
  JSON.stringify({ jsonrpc: '2.0', id, method, params });
const perform = (id: number, ...batch: object[]) => request(id, 'perform', { instance: '1', batch, deadline: 10 });
const start = (id: number, change: object = {}) => request(id, 'start', { fixture: { ...plainFixture, ...change } });

/** What is answered to lines. */
async function answered(...lines: string[]): Promise<Record<string, unknown>[]> {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const served = serveMachine(machine, input, output);
  input.end(`${lines.join('\n')}\n`);
  await served;
  const text = String(output.read() ?? '');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}
const codes = (answers: Record<string, unknown>[]) =>
  answers.map(({ id, error }) => [id, (error as { code: number } | undefined)?.code]);

test('the life of an instance', async () => {
  const call = { verb: 'call', task: 0, name: 'close', arguments: ['0x3'] };
  assert.deepEqual(
    (
      await answered(
        start(1),
        start(2, { cpus: 2 }),
        perform(3, call),
        request(4, 'stop', { instance: '1' }),
        request(5, 'shutdown'),
      )
    ).map(({ result }) => result),
    [
      { kind: 'started', instance: '1', reserved: [{ start: 0, length: 4096 }] },
      { kind: 'unsupported', what: 'two CPUs' },
      { answers: [{ kind: 'returned', value: '0xffffffffffffffff', errno: 5 }] },
      {},
      {},
    ],
  );
});

test('a failure of the machine crosses with its kind and details', async () => {
  const [, died, threw] = await answered(
    start(1),
    perform(2, { verb: 'pause', task: 0, steps: 1 }),
    perform(3, { verb: 'observe', device: 'd' }),
  );
  assert.deepEqual(died!.error, {
    code: -32000,
    message: 'it is dead',
    data: { kind: 'died', details: { signal: 'SIGSEGV' } },
  });
  assert.match((threw!.error as { message: string }).message, /^the machine threw: TypeError: oh$/);
});

test('bad requests have their errors, and the service goes on', async () => {
  const lines = [
    '{',
    '[]',
    request(1, 'dance'),
    request(2, 'toString'),
    request(3, 'perform', { instance: '1' }),
    request('x', 'manifest'),
    start(4, { surprise: 1 }),
    request(5, 'stop', { instance: '9' }),
    '{"id":6}',
    request(7, 'initialize', { protocol: 1, kit: { name: 'k', version: '1' }, lineLimit: 1 }),
  ];
  assert.deepEqual(codes(await answered(...lines)), [
    [null, -32700],
    [null, -32700],
    [1, -32601],
    [2, -32601],
    [3, -32602],
    [null, -32602],
    [4, -32602],
    [6, -32600],
    [5, -32602],
    [7, undefined],
  ]);
});

test('a request that was cancelled while it waited', async () => {
  const cancel = JSON.stringify({ jsonrpc: '2.0', method: 'cancel', params: { id: 2 } });
  assert.deepEqual(codes(await answered(start(1), perform(2), cancel, perform(3))), [
    [1, undefined],
    [2, -32800],
    [3, undefined],
  ]);
});
