import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BodyReader, encodeFrame, encodeText, type Frame, FrameSplitter, frameLimit, NoFrame } from './frames';

const frames = [encodeFrame('P', Buffer.from('body')), encodeFrame('E'), encodeFrame('B', encodeText('naïve'))];

test('frames are found wherever the stream is cut', () => {
  const stream = Buffer.concat(frames);
  for (let cut = 0; cut <= stream.length; cut += 1) {
    const found: Frame[] = [];
    const splitter = new FrameSplitter((frame) => found.push(frame));
    splitter.push(stream.subarray(0, cut));
    splitter.push(stream.subarray(cut));
    assert.deepEqual(
      found.map(({ type, body }) => `${type} ${body.toString('hex')}`),
      ['P 626f6479', 'E ', 'B 00066e61c3af7665'],
    );
  }
});

test('bytes one by one', () => {
  const found: string[] = [];
  const splitter = new FrameSplitter(({ type }) => found.push(type));
  for (const byte of Buffer.concat(frames)) splitter.push(Buffer.of(byte));
  assert.deepEqual(found, ['P', 'E', 'B']);
});

test('a length that no frame has is refused before its bytes are there', () => {
  for (const length of [0, frameLimit + 1, 0xffffffff]) {
    const head = Buffer.alloc(4);
    head.writeUInt32BE(length);
    assert.throws(() => new FrameSplitter(() => undefined).push(head), NoFrame);
  }
});

test('a body gives numbers and texts in order, and no more than it has', () => {
  const body = new BodyReader(Buffer.concat([Buffer.from('01fffffffffffffffe', 'hex'), encodeText('naïve')]));
  assert.deepEqual([body.number(1), body.signed64(), body.text(), body.rest().length], [1, -2n, 'naïve', 0]);
  assert.throws(() => body.number(1), NoFrame);
});
