import assert from 'node:assert/strict';
import test from 'node:test';
import { fitsForm } from './field-expectation';

const rows: readonly (readonly [text: string, fitting: readonly bigint[], other: readonly bigint[]])[] = [
  ['at least 9', [9n, 10n], [0n, 8n]],
  ['at most 9', [0n, 9n], [10n]],
  ['at least 0', [0n, 5n], [-1n]],
  ['one of 1, 3', [1n, 3n], [0n, 2n, 4n]],
  ['other than 1, 3', [0n, 2n], [1n, 3n]],
  ['with 2, 4', [6n, 7n], [0n, 2n, 4n]],
  ['without 2, 4', [0n, 9n], [2n, 4n, 6n, 7n]],
];

for (const [text, fitting, other] of rows)
  test(`a field that is ${text}`, () => {
    for (const seen of fitting) assert.equal(fitsForm(text, seen, BigInt), true, String(seen));
    for (const seen of other) assert.equal(fitsForm(text, seen, BigInt), false, String(seen));
  });

test('a value is no form', () => {
  assert.equal(fitsForm('9', 9n, BigInt), undefined);
});
