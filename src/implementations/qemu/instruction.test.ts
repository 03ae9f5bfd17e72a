import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  baseAndDisplacement,
  canMakePending,
  changesUnshownState,
  executeTarget,
  kindOf,
  modifiedTarget,
  wrapped,
} from './instruction';

const bytes = (digits: string) => Buffer.from(digits.padEnd(12, '0'), 'hex');
const gr = (number: number) => BigInt(number) * 0x1000n;

test('the kinds that need care are recognised', () => {
  assert.equal(kindOf(bytes('44123004')), 'execute');
  assert.equal(kindOf(bytes('c6100000')), 'execute');
  assert.equal(kindOf(bytes('c6120000')), 'other');
  assert.equal(kindOf(bytes('82003000')), 'load-psw');
  assert.equal(kindOf(bytes('b2b23000')), 'load-psw-extended');
  assert.equal(kindOf(bytes('b2b03000')), 'other');
});

test('operand addresses', () => {
  assert.equal(baseAndDisplacement(bytes('b2b23abc'), gr), 0x3abcn);
  assert.equal(baseAndDisplacement(bytes('b2b20abc'), gr), 0xabcn);
  assert.equal(executeTarget(bytes('44123004'), 0x8000n, gr), 0x5004n);
  assert.equal(executeTarget(bytes('44003004'), 0x8000n, gr), 0x3004n);
  assert.equal(executeTarget(bytes('c600fffffffe'), 0x8000n, gr), 0x7ffcn);
});

test('EXECUTE modifies the second byte with the low byte of its register', () => {
  const target = bytes('d20010002000');
  assert.equal(modifiedTarget(bytes('44103000'), target, () => 0x1234n)[1], 0x34);
  assert.equal(modifiedTarget(bytes('44003000'), target, () => 0x1234n)[1], 0);
});

test('addresses wrap as the addressing mode says', () => {
  assert.equal(wrapped(0x1_ffff_ffffn, 0x0000000180000000n), 0x1_ffff_ffffn);
  assert.equal(wrapped(0x1_ffff_ffffn, 0x0000000080000000n), 0x7fff_ffffn);
  assert.equal(wrapped(0x1_ffff_ffffn, 0n), 0xff_ffffn);
});

test('what can change the prefix or the clocks, and what can leave an interruption pending', () => {
  assert.ok(changesUnshownState(bytes('b2103000')));
  assert.ok(changesUnshownState(bytes('ae130000')));
  assert.ok(!changesUnshownState(bytes('b2113000')));
  assert.ok(canMakePending(bytes('b2200012')));
  assert.ok(!canMakePending(bytes('b22b0012')));
});
