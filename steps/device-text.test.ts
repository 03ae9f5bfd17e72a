import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Access } from '../src/contract/entries';
import { deviceText } from './device-text';

const access = (offset: bigint, ...bytes: number[]): Access => ({
  direction: 'write',
  region: 'migration',
  offset,
  bytes: Uint8Array.from(bytes),
});

const observe = (accesses: readonly Access[]): string =>
  deviceText({ verb: 'observe', device: 'dev' }, { kind: 'accesses', accesses }, 'accesses');

test('what has reached a device is listed', () => {
  assert.equal(
    observe([access(0n, 2, 5), access(16n, 5, 1)]),
    `observe "dev" → write migration X'0205', write migration + 0x10 X'0501'`,
  );
  assert.equal(observe([]), 'observe "dev" → nothing');
});

test('a long list is cut and says so', () => {
  const text = observe(Array.from({ length: 11 }, () => access(0n, 1)));
  assert.equal(text.match(/X'01'/g)?.length, 8);
  assert.match(text, / and 3 more$/);
});

test('what a device was made to do is named', () => {
  const entry = { verb: 'stimulate', device: 'dev', what: 'fail-next-arc', bytes: Uint8Array.of(2, 5) } as const;
  assert.equal(deviceText(entry, { kind: 'done' }, 'done'), `stimulate "dev" fail-next-arc X'0205' → done`);
});
