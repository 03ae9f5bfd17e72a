/** A frame is its length (4 bytes, big-endian, counting what follows), its type (1 byte, a letter) and its body. */
export interface Frame {
  readonly type: string;
  readonly body: Buffer;
}

/** The agent's own limit, agent/wire.h. */
export const frameLimit = 48 << 20;

export function encodeFrame(type: string, ...parts: readonly Uint8Array[]): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(1 + parts.reduce((sum, { length }) => sum + length, 0));
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, ...parts]);
}

/** Length in 2 bytes, then the text. */
export function encodeText(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** Something that is no frame. */
export class NoFrame extends Error {
  override readonly name = 'NoFrame';
}

/** Cuts what arrives in pieces into frames, and keeps no more of an unfinished one than the limit. */
export class FrameSplitter {
  private pieces: Buffer[] = [];
  private length = 0;
  private wanted = 4;

  constructor(private readonly take: (frame: Frame) => void) {}

  /** @throws NoFrame */
  push(chunk: Buffer): void {
    this.pieces.push(chunk);
    this.length += chunk.length;
    while (this.length >= this.wanted) {
      let bytes = this.pieces.length === 1 ? this.pieces[0]! : Buffer.concat(this.pieces, this.length);
      const size = bytes.readUInt32BE();
      this.wanted = 4 + size;
      if (size < 1 || size > frameLimit) throw new NoFrame(`a frame of ${size} bytes`);
      if (bytes.length >= this.wanted) {
        this.take({ type: bytes.toString('latin1', 4, 5), body: bytes.subarray(5, this.wanted) });
        bytes = bytes.subarray(this.wanted);
        this.wanted = 4;
      }
      this.pieces = [bytes];
      this.length = bytes.length;
    }
  }
}

/** Takes numbers and texts from a body in order. @throws NoFrame where it ends too early */
export class BodyReader {
  private at = 0;

  constructor(private readonly body: Buffer) {}

  bytes(length: number): Buffer {
    if (this.at + length > this.body.length) throw new NoFrame(`a body of ${this.body.length} bytes ends too early`);
    this.at += length;
    return this.body.subarray(this.at - length, this.at);
  }

  number(length: 1 | 2 | 4): number {
    return this.bytes(length).readUIntBE(0, length);
  }

  signed64(): bigint {
    return this.bytes(8).readBigInt64BE();
  }

  text(): string {
    return this.bytes(this.number(2)).toString('utf8');
  }

  rest(): Buffer {
    return this.bytes(this.body.length - this.at);
  }
}
