import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { Storage } from './storage';

test('storage holds what was written, across frames and megabytes', () => {
  fc.assert(
    fc.property(fc.nat(0x200000), fc.uint8Array({ minLength: 1, maxLength: 9000 }), (address, bytes) => {
      const storage = new Storage(4 << 20);
      storage.write(address, bytes);
      assert.deepEqual(storage.read(address, bytes.length), bytes);
      assert.equal(
        storage.read(0, 0x300000).filter((byte) => byte !== 0).length,
        bytes.filter((byte) => byte !== 0).length,
      );
    }),
    { numRuns: 30 },
  );
});

test('a frame that nobody has stored into stays shared and zero', () => {
  const storage = new Storage(2 ** 40);
  assert.equal(storage.frame(2 ** 39), storage.frame(0));
  storage.write(2 ** 39 + 5, Uint8Array.of(7));
  assert.equal(storage.frame(2 ** 39).bytes[5], 7);
  assert.deepEqual([...storage.frame(0).bytes.slice(0, 8)], [0, 0, 0, 0, 0, 0, 0, 0]);
  assert.deepEqual(storage.takeChanged(10), [2 ** 39]);
});

test('the change list names each frame once, in order, until it is taken', () => {
  const storage = new Storage(16 << 20);
  storage.write(0x5ffe, Uint8Array.of(1, 2, 3, 4));
  storage.setKey(0x2000, 0x30);
  storage.setKey(0x2000, 0x40);
  storage.setKey(0x3000, 0);
  assert.deepEqual(storage.takeChanged(2), [0x2000, 0x5000]);
  assert.deepEqual(storage.takeChanged(2), [0x6000]);
  assert.deepEqual(storage.takeChanged(2), []);
  storage.write(0x6000, Uint8Array.of(0));
  assert.deepEqual(storage.takeChanged(2), [0x6000]);
});

test('clear sets content and keys to zero and lists what differed', () => {
  const storage = new Storage(16 << 20);
  storage.write(0x5000, Uint8Array.of(1));
  storage.takeChanged(9);
  storage.setKey(0x9000, 0x36);
  storage.clear();
  assert.deepEqual(storage.takeChanged(9), [0x5000, 0x9000]);
  assert.equal(storage.key(0x9000), 0);
  assert.equal(storage.read(0x5000, 1)[0], 0);
});
