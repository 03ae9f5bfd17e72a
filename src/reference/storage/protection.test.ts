import assert from 'node:assert/strict';
import test from 'node:test';
import { prefixed } from './prefixing';
import { keyControlledProtection, lowAddress } from './protection';

test('key-controlled protection: every access key, access-control bits and fetch protection', () => {
  for (let key = 0; key < 16; key += 1)
    for (let acc = 0; acc < 16; acc += 1)
      for (const fetchProtected of [false, true]) {
        const storageKey = (acc << 4) | (fetchProtected ? 8 : 0) | 6;
        const open = key === 0 || key === acc;
        assert.equal(keyControlledProtection(key, storageKey, true), !open);
        assert.equal(keyControlledProtection(key, storageKey, false), !open && fetchProtected);
      }
});

test('low addresses are 0-511 and 4096-4607', () => {
  for (let address = 0; address < 0x3000; address += 1)
    assert.equal(lowAddress(BigInt(address)), address < 512 || (address >= 4096 && address < 4608), `${address}`);
  assert.equal(lowAddress(1n << 32n), false);
});

test('prefixing exchanges two blocks and is its own inverse', () => {
  const prefix = 0x12000;
  assert.equal(prefixed(0x1fff, prefix), 0x13fff);
  assert.equal(prefixed(0x12004, prefix), 4);
  for (const real of [0, 0x1fff, 0x2000, 0x11fff, 0x12000, 0x13fff, 0x14000])
    assert.equal(prefixed(prefixed(real, prefix), prefix), real);
});
