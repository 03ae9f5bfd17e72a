import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DamagedPacket, encodePacket, PacketDecoder, unescapeBinary } from './packet';

test('a packet carries the sum of its bytes', () => {
  assert.equal(encodePacket('OK'), '$OK#9a');
  assert.equal(encodePacket(''), '$#00');
});

test('packets are found behind acknowledgements, several in a chunk', () => {
  assert.deepEqual(new PacketDecoder().take('++$OK#9a+$E14#aa'), ['OK', 'E14']);
});

test('a packet may arrive byte by byte', () => {
  const decoder = new PacketDecoder();
  const bodies = [...'+$T05thread:01;#07+$OK#9a'].flatMap((byte) => decoder.take(byte));
  assert.deepEqual(bodies, ['T05thread:01;', 'OK']);
});

test('a damaged packet is not taken', () => {
  assert.throws(() => new PacketDecoder().take('$OK#9b'), DamagedPacket);
  assert.throws(() => new PacketDecoder().take('$OK#zz'), DamagedPacket);
});

test('escapes of binary replies are undone', () => {
  assert.equal(unescapeBinary('a}\x03b}\x5d'), 'a#b}');
});
