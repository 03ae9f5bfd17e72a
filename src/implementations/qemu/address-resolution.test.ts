import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AbsoluteStorage } from './absolute-storage';
import { resolveReal, resolveVirtual } from './address-resolution';

const size = 0x100000;
const bytes = Buffer.alloc(size);
const storage = {
  size,
  holds: (address: number, length: number) => address >= 0 && address + length <= size,
  read: (address: number, length: number) => bytes.subarray(address, address + length),
} as AbsoluteStorage;

const entry = (address: number, value: bigint) => bytes.writeBigUInt64BE(value, address);
const invalid = 0x20n;

for (let index = 0; index < 512; index += 1)
  for (const table of [0x10000, 0x11000, 0x12000]) entry(table + index * 8, invalid);
entry(0x10000, 0x11000n | 0x4n | 3n); // region third: whole segment table
entry(0x11000 + 8, 0x12000n); // segment 1
entry(0x12000 + 2 * 8, 0x5000n); // page 2
entry(0x12000 + 3 * 8, 0x400n); // page 3, invalid

entry(0, invalid);

test('DAT off: prefixing, and the end of storage', () => {
  const resolve = resolveReal(storage, 0x6000);
  assert.deepEqual([0x100n, 0x6100n, 0x8000n].map(resolve), [0x6100, 0x100, 0x8000]);
  assert.equal(resolve(BigInt(size)), undefined);
  assert.equal(resolve(2n ** 64n - 1n), undefined);
});

test('a segment table', () => {
  const resolve = resolveVirtual(storage, 0, 0x11000n);
  assert.equal(resolve(0x102345n), 0x5345);
  assert.equal(resolve(0x103000n), undefined);
  assert.equal(resolve(0x2345n), undefined);
  assert.equal(resolve(0x102345n + 2n ** 31n), undefined);
  assert.equal(resolve(0x102345n + 513n * 0x100000n), undefined);
});

test('a region table above it', () => {
  const resolve = resolveVirtual(storage, 0, 0x10000n | 0x4n);
  assert.equal(resolve(0x102345n), 0x5345);
  assert.equal(resolve(0x102345n + 2n ** 31n), undefined);
});

test('a real space, and a table outside storage', () => {
  assert.equal(resolveVirtual(storage, 0x6000, 0x20n)(0x100n), 0x6100);
  assert.equal(resolveVirtual(storage, 0, BigInt(size))(0x100n), undefined);
});
