import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Answer, Entry } from './entries';
import { breachOf } from './protocol-messages';
import { answerFromWire, answerToWire, entryFromWire, entryToWire, NotOnWire } from './wire';

const bytes = Uint8Array.of(0, 0xab, 0xff);
const entries: readonly Entry[] = [
  { verb: 'read', space: 'absolute', address: 0xfffffffffffff000n, length: 16 },
  { verb: 'read', space: 'cpu', cpu: 1, address: { entry: 0, offset: 8, length: 8, plus: 16n }, length: 8 },
  { verb: 'read', space: 'pending', cpu: 0, address: { entry: 0, offset: 0, length: 1 }, length: 8 },
  { verb: 'write', space: 'key', address: 0n, bytes },
  { verb: 'execute', cpu: 0 },
  { verb: 'run', cpu: 0, limit: 1000 },
  { verb: 'settle', nanoseconds: 1_000_000_000n },
  { verb: 'load', device: '0.0.0100', cpu: 0 },
  { verb: 'reset', kind: 'clear' },
  { verb: 'call', task: 1, name: 'ioctl', arguments: [3n, 0xffffffffffffffffn, { entry: 1, offset: 0, length: 4 }] },
  { verb: 'stimulate', device: 'd', what: 'attention', bytes },
  { verb: 'observe', device: 'd' },
  { verb: 'pause', task: 1, steps: 2 },
];
const answers: readonly Answer[] = [
  { kind: 'done' },
  { kind: 'bytes', bytes },
  { kind: 'ended', ending: 'program', psw: new Uint8Array(16).fill(0x80), instructions: 0 },
  { kind: 'returned', value: -1n, errno: 22 },
  { kind: 'blocked' },
  { kind: 'accesses', accesses: [{ direction: 'write', region: 'bar 0', offset: 0x1000n, bytes }] },
  { kind: 'unsupported', what: 'the host face' },
];

test('every entry survives the wire, and fits its schema', () => {
  const batch = JSON.parse(JSON.stringify(entries.map(entryToWire)));
  assert.deepEqual(batch.map(entryFromWire), entries);
  const params = { instance: 'a', batch, deadline: 1 };
  assert.equal(breachOf('perform-request', { jsonrpc: '2.0', id: 1, method: 'perform', params }), undefined);
});

test('every answer survives the wire, and fits its schema', () => {
  const wire = JSON.parse(JSON.stringify(answers.map(answerToWire)));
  assert.deepEqual(wire.map(answerFromWire), answers);
  assert.equal(breachOf('perform-result', { jsonrpc: '2.0', id: 1, result: { answers: wire } }), undefined);
});

test('an absent field stays absent', () => {
  assert.equal(JSON.stringify(entryToWire({ verb: 'reset', kind: 'clear' })), '{"verb":"reset","kind":"clear"}');
});

const badEntries: readonly [object, RegExp][] = [
  [{ verb: 'dance' }, /\/params\/batch\/0\/verb must be equal to one of/],
  [{ verb: 'read', space: 'absolute', address: 4096, length: 1 }, /\/params\/batch\/0\/address must be object/],
  [{ verb: 'read', space: 'absolute', address: '0x', length: 1 }, /address must match pattern/],
  [{ verb: 'read', space: 'absolute', address: `0x1${'0'.repeat(16)}`, length: 1 }, /address must match pattern/],
  [{ verb: 'read', space: 'absolute', address: '0x0', length: -1 }, /length must be >= 0/],
  [{ verb: 'read', space: 'nowhere', address: '0x0', length: 1 }, /space must be equal to one of/],
  [{ verb: 'write', space: 'absolute', address: '0x0', bytes: '0g' }, /bytes must match pattern/],
  [{ verb: 'execute', cpu: 0, twice: true }, /must NOT have additional properties \(twice\)/],
  [{ verb: 'execute' }, /must have required property 'cpu'/],
];
for (const [entry, message] of badEntries)
  test(`an entry that does not fit: ${JSON.stringify(entry)}`, () => {
    const params = { instance: 'a', batch: [entry], deadline: 1 };
    assert.match(breachOf('perform-request', { jsonrpc: '2.0', id: 1, method: 'perform', params })!, message);
  });

for (const wire of [
  { kind: 'bytes', bytes: 'abc' },
  { kind: 'bytes', bytes: 'zz' },
  { kind: 'returned', value: '1' },
  null,
])
  test(`no answer: ${JSON.stringify(wire)}`, () => {
    assert.throws(() => answerFromWire(wire), NotOnWire);
  });
