import assert from 'node:assert/strict';
import { test } from 'node:test';
import { positionsIn, takesPosition } from './position';

test('the positions of a rule are in its tags', () => {
  const tags = ['@MEM-66', '@must', '@position:memop-rfc1', '@position:memop-rfc2'].map((name) => ({ name }));
  assert.deepEqual(positionsIn(tags), ['memop-rfc1', 'memop-rfc2']);
  assert.deepEqual(positionsIn([]), []);
});

test('a rule of a position is for machines that claim it', () => {
  const claims = { features: { 'position.memop-rfc1': true, 'position.aqic-v4': false, kvm: true } };
  assert.ok(takesPosition(claims, []));
  assert.ok(takesPosition(claims, ['memop-rfc1']));
  assert.ok(takesPosition(claims, ['memop-rfc2', 'memop-rfc1']));
  assert.ok(!takesPosition(claims, ['memop-rfc2']));
  assert.ok(!takesPosition(claims, ['aqic-v4']));
  assert.ok(!takesPosition({ features: {} }, ['memop-rfc1']));
});
