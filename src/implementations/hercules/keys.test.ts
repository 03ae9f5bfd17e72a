import assert from 'node:assert/strict';
import { test } from 'node:test';
import { framesIn } from './keys';

test('frames of a range', () => {
  assert.deepEqual(framesIn(0x10fff, 2), [0x10000, 0x11000]);
  assert.deepEqual(framesIn(0x10000, 0x1000), [0x10000]);
});
