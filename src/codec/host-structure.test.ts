import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decode, describe, diff, encode } from './codec';
import {
  bytes,
  flagsWith,
  hexadecimal,
  hostArray,
  hostStructure,
  s32,
  u8,
  u16,
  u32,
  u64,
  values,
} from './host-structure';

const demo = hostStructure('demo', 32, 'none', {
  small: u8(0),
  half: u16(2),
  flags: u32(4, flagsWith({ SET: 0x20000, GET: 0x10000 }, 0xffff, { MIGRATION: 1, STATE: 2 })),
  state: u32(8, values({ STOP: 1, RUNNING: 2 })),
  fd: s32(12),
  address: u64(16, hexadecimal),
  uuid: bytes(24, 3),
});

const image = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));

const sample = {
  small: 1,
  half: 0x203,
  flags: 0x20002,
  state: 2,
  fd: -2,
  address: 0x1122334455667788n,
  uuid: 0xaabbcc,
};

test('a number stands in the byte order that is asked for, bytes do not', () => {
  assert.deepEqual(
    encode(demo, sample, undefined, 'little'),
    image('01 00 0302 02000200 02000000 feffffff 8877665544332211 aabbcc 0000000000'),
  );
  assert.deepEqual(
    encode(demo, sample, undefined, 'big'),
    image('01 00 0203 00020002 00000002 fffffffe 1122334455667788 aabbcc 0000000000'),
  );
});

test('a byte order must be stated', () => {
  assert.throws(() => encode(demo, { half: 1 }), /demo is in the byte order of a host/);
  assert.throws(() => decode(demo, new Uint8Array(32)), /demo is in the byte order of a host/);
});

test('what is encoded is decoded, in both orders, and other bytes are kept', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 32, maxLength: 32 }),
      fc.constantFrom('big' as const, 'little' as const),
      (over, order) => {
        assert.deepEqual(encode(demo, decode(demo, over, order), over, order), over);
      },
    ),
  );
});

test('signed fields take negative values, unsigned ones do not', () => {
  assert.equal(decode(demo, encode(demo, { fd: -1 }, undefined, 'big'), 'big')['fd'], -1n);
  assert.throws(() => encode(demo, { fd: 2 ** 31 }, undefined, 'big'), /does not fit 4 signed bytes/);
  assert.throws(() => encode(demo, { state: -1 }, undefined, 'big'), /does not fit 4 unsigned bytes/);
  assert.throws(() => encode(demo, { small: 256 }, undefined, 'big'), /does not fit 1 unsigned bytes/);
});

test('a description says flags and values by name, and what has no name as a number', () => {
  assert.deepEqual(
    describe(demo, encode(demo, { ...sample, state: 9, flags: 0xf0030007n }, undefined, 'little'), 'little'),
    [
      { field: 'small', value: '1' },
      { field: 'half', value: '515' },
      { field: 'flags', value: 'SET | GET | 0x7 | 0xf0000000' },
      { field: 'state', value: '9' },
      { field: 'fd', value: '-2' },
      { field: 'address', value: '0x1122334455667788' },
      { field: 'uuid', value: '0xaabbcc' },
    ],
  );
});

test('a difference is said in names', () => {
  const left = encode(demo, { flags: 0x20002, state: 1 }, undefined, 'little');
  const right = encode(demo, { flags: 0x10002, state: 2 }, undefined, 'little');
  assert.deepEqual(diff(demo, left, right, 'little'), [
    { field: 'flags', expected: 'SET | STATE', seen: 'GET | STATE' },
    { field: 'state', expected: 'STOP', seen: 'RUNNING' },
  ]);
  left[31] = 1;
  assert.equal(diff(demo, left, right, 'little').at(-1)?.field, '(undeclared bits of byte 31)');
});

test('fields outside the structure and fields that overlap are refused', () => {
  assert.throws(() => hostStructure('demo', 4, 'none', { a: u32(1) }), /demo.a: bytes 1-4 of 4/);
  assert.throws(() => hostStructure('demo', 8, 'none', { a: u32(0), b: u8(3) }), /demo.b overlaps a/);
});

test('an array has a field for each element, named as in C', () => {
  assert.deepEqual(Object.keys(hostArray('gprs', 2, 8, u64)), ['gprs[0]', 'gprs[1]']);
  assert.equal(hostArray('gprs', 2, 8, u64)['gprs[1]']?.offset, 16);
});
