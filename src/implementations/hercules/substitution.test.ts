import assert from 'node:assert/strict';
import { test } from 'node:test';
import { restored } from './substitution';

test('bytes that the unit has stored outlive the substitution', () => {
  const substitution = { start: 0, original: Uint8Array.of(1, 2, 3), substitute: Uint8Array.of(9, 9, 9) };
  assert.deepEqual([...restored(substitution, Uint8Array.of(9, 7, 9))], [1, 7, 3]);
});
