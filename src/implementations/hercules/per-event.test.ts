import assert from 'node:assert/strict';
import { test } from 'node:test';
import { takeEventOut } from './per-event';

/** Real 0-511 after a program interruption with this code. */
function afterInterruption(code: number): Buffer {
  const area = Buffer.alloc(512, 0xee);
  area.writeUInt16BE(code, 0x8e);
  return area;
}

test('an event alone takes all with it that its interruption has stored', () => {
  const area = afterInterruption(0x80);
  assert.ok(takeEventOut(area, Buffer.alloc(512, 0x11)));
  for (const [start, length] of [
    [0x8c, 4],
    [0x96, 10],
    [0xa1, 1],
    [0x110, 8],
    [0x150, 16],
  ] as const)
    assert.ok(area.subarray(start, start + length).equals(Buffer.alloc(length, 0x11)), start.toString(16));
  assert.equal(area.filter((byte) => byte === 0x11).length, 39);
});

test('beside an exception the event takes its own fields with it and nothing else', () => {
  const area = afterInterruption(0x84);
  assert.ok(!takeEventOut(area, Buffer.alloc(512, 0x11)));
  assert.equal(area.readUInt16BE(0x8e), 4);
  assert.equal(area.filter((byte) => byte === 0x11).length, 11);
});

test('an exception without an event is left as it is', () => {
  const area = afterInterruption(4);
  assert.ok(!takeEventOut(area, Buffer.alloc(512)));
  assert.deepEqual(area, afterInterruption(4));
});
