import assert from 'node:assert/strict';
import test from 'node:test';
import { Laboratory, supervisor, withKey } from '../laboratory';
import { pswIsValid } from './psw';

const basic = 0x80000000n;

test('which PSWs are valid', () => {
  const one = new Laboratory();
  const valid = (mask: bigint, address = 0n): boolean => {
    one.psw(mask, address);
    return pswIsValid(one.cpu);
  };
  assert.ok(valid(supervisor, 0xffff_ffff_ffff_fffen));
  assert.ok(valid(basic, 0x7fff_fffen));
  assert.ok(!valid(basic, 0x8000_0000n));
  assert.ok(valid(0n, 0xff_fffen));
  assert.ok(!valid(0n, 0x100_0000n));
  assert.ok(!valid(0x1_0000_0000n), 'extended without basic addressing');
  for (const bit of [0, 2, 3, 4, 12, 24, 25, 26, 27, 28, 29, 30, 33, 40, 63])
    assert.ok(!valid(supervisor | (1n << BigInt(63 - bit))), `bit ${bit}`);
  for (const bit of [1, 5, 6, 7, 8, 11, 13, 14, 15, 16, 17, 18, 19, 20, 23])
    assert.ok(valid(supervisor | (1n << BigInt(63 - bit))), `bit ${bit}`);
});

test('with the keys removed a PSW has key 0', () => {
  const one = new Laboratory({ present: [169] });
  one.psw(withKey(3), 0n);
  assert.ok(!pswIsValid(one.cpu));
  one.psw(supervisor, 0n);
  assert.ok(pswIsValid(one.cpu));
});
