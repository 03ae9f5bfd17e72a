import assert from 'node:assert/strict';
import test from 'node:test';
import { accessRegisterMode, dat, Laboratory, supervisor } from '../laboratory';

const list = 0x41000;
const aste = 0x42000;
const authority = 0x43000;
const page = 0x50000;
const segment = 0x60000;
const mask = supervisor | dat | accessRegisterMode;

/** A primary space that maps its first megabyte one to one, and another whose page 5 is real 0x9000. */
function laboratory(): Laboratory {
  const one = new Laboratory();
  for (let index = 0; index < 256; index += 1) one.put(page + index * 8, BigInt(index * 4096));
  one.put(segment, BigInt(page));
  one.put(page + 0x1000 + 5 * 8, 0x9000n);
  one.put(segment + 0x4000, BigInt(page + 0x1000));
  one.cpu.setCr(1, BigInt(segment));
  one.cpu.setCr(7, BigInt(segment + 0x4000));
  one.cpu.setCr(2, 0x40000n);
  one.put(0x40010, BigInt(list) << 32n);
  one.put(list + 2 * 16, 0x0005000000000000n, (BigInt(aste) << 32n) | 0x77n);
  one.put(aste, 0n, BigInt(segment + 0x4000), 0x77n);
  one.put(0x9000, 0x1234n);
  one.put(0x5000, 0x5678n);
  one.cpu.setGr(2, 0x5000n);
  return one;
}

const through = (one: Laboratory, alet: number, line = 'LG 1,0(2)'): string => {
  one.cpu.setAr(2, alet);
  const ending = one.execute(line, mask);
  return ending === 'completed' ? one.cpu.gr(1).toString(16) : `program ${one.programCheck.code.toString(16)}`;
};

test('ALET 0 is the primary space, 1 the secondary, others go through the access list', () => {
  const one = laboratory();
  assert.equal(through(one, 0), '5678');
  assert.equal(through(one, 1), '1234');
  assert.equal(through(one, 0x00050002), '1234');
});

test('access register 0 is the primary space whatever it holds', () => {
  const one = laboratory();
  one.cpu.setAr(0, 1);
  one.put(0x100, 0x99n);
  assert.equal(through(one, 0, 'LG 1,0x100(0)'), '99');
});

test('what can be wrong on the way, in order', () => {
  const one = laboratory();
  assert.equal(through(one, 0x02050002), 'program 28');
  assert.equal(one.programCheck.oldAddress, 0x8006n, 'an ALET specification exception suppresses');
  assert.equal(through(one, 0x00050009), 'program 29', 'beyond the list');
  assert.equal(one.programCheck.oldAddress, 0x8000n, 'an ALEN translation exception nullifies');
  assert.equal(through(one, 0x00060002), 'program 2a');
  one.put(list + 2 * 16, 0x8005000000000000n);
  assert.equal(through(one, 0x00050002), 'program 29', 'an invalid entry');
  one.put(list + 2 * 16, 0x0005000000000000n);
  one.put(aste + 16, 0x78n);
  assert.equal(through(one, 0x00050002), 'program 2c');
  one.put(aste, 1n << 63n);
  assert.equal(through(one, 0x00050002), 'program 2b');
});

test('a private entry asks for authority', () => {
  const one = laboratory();
  one.put(list + 2 * 16, 0x0105000300000000n);
  one.cpu.setCr(8, 0x00020000n);
  one.put(aste, BigInt(authority) << 32n);
  assert.equal(through(one, 0x00050002), 'program 2d');
  one.put(authority, 0x0400000000000000n);
  assert.equal(through(one, 0x00050002), '1234', 'the secondary bit of index 2');
  one.cpu.setCr(8, 0x00200000n);
  assert.equal(through(one, 0x00050002), 'program 2d', 'beyond the authority table');
  one.cpu.setCr(8, 0x00030000n);
  assert.equal(through(one, 0x00050002), '1234', 'the index of the entry');
});

test('the primary-space access list is found through CR5', () => {
  const one = laboratory();
  one.cpu.setCr(2, 0x70000n);
  one.cpu.setCr(5, 0x40000n);
  assert.equal(through(one, 0x01050002), '1234');
});

test('a fetch-only entry blocks stores', () => {
  const one = laboratory();
  one.put(list + 2 * 16, 0x0205000000000000n);
  assert.equal(through(one, 0x00050002), '1234');
  assert.equal(through(one, 0x00050002, 'STG 1,0(2)'), 'program 4');
  assert.equal(one.programCheck.teid, 0x540dn);
  assert.equal(one.storage.frame(0).bytes[0xa0], 2, 'the access register');
});

test('TPROT answers 3 for a bad ALET and 1 for a fetch-only entry', () => {
  const one = laboratory();
  through(one, 0x02050002, 'TPROT 0(2),0(0)');
  assert.equal(one.cc, 3);
  one.put(list + 2 * 16, 0x0205000000000000n);
  through(one, 0x00050002, 'TPROT 0(2),0(0)');
  assert.equal(one.cc, 1);
});
