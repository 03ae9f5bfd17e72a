import assert from 'node:assert/strict';
import test from 'node:test';
import { capabilityChain } from './capability-chain';

/** Capabilities of 8 bytes at offsets, each with the next it names. */
function buffer(...headers: readonly (readonly [offset: number, id: number, next: number])[]): Uint8Array {
  const bytes = new Uint8Array(64);
  const view = new DataView(bytes.buffer);
  for (const [offset, id, next] of headers) {
    view.setUint16(offset, id);
    view.setUint32(offset + 4, next);
  }
  return bytes;
}

test('a chain is followed to next 0', () => {
  assert.deepEqual(capabilityChain(buffer([24, 1, 40], [40, 2, 0]), 24, 'big'), {
    found: [
      { offset: 24, id: 1 },
      { offset: 40, id: 2 },
    ],
    ends: 'next 0',
  });
});

test('a chain that leaves the buffer, one in a circle and one that does not begin end otherwise', () => {
  assert.equal(capabilityChain(buffer([24, 1, 57]), 24, 'big').ends, 'outside the buffer, next 57');
  assert.equal(capabilityChain(buffer([24, 1, 40], [40, 2, 24]), 24, 'big').ends, 'in a circle, next 24');
  assert.equal(capabilityChain(buffer(), 0, 'big').ends, 'before it begins');
});

test('the byte order is that of the host', () => {
  const little = new Uint8Array(40);
  new DataView(little.buffer).setUint16(32, 3, true);
  assert.deepEqual(capabilityChain(little, 32, 'little').found, [{ offset: 32, id: 3 }]);
});
