import assert from 'node:assert/strict';
import { test } from 'node:test';
import { prefixed } from './prefixing';

test('prefixing swaps two areas', () => {
  assert.equal(prefixed(0x100, 0x20000), 0x20100);
  assert.equal(prefixed(0x21fff, 0x20000), 0x1fff);
  assert.equal(prefixed(0x22000, 0x20000), 0x22000);
});
