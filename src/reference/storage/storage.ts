import { frameSize } from '../../architecture/storage-key';

/** The content of one frame; the view is big-endian by default. */
export class Frame {
  readonly view: DataView;
  constructor(readonly bytes: Uint8Array = new Uint8Array(frameSize)) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
}

const framesPerBlock = 256;
const blockSize = framesPerBlock * frameSize;
const absent = new Frame();

/** Frames, keys and change marks of one megabyte; it exists once one of its frames differs from a fresh one. */
class Block {
  readonly frames: (Frame | undefined)[] = [];
  readonly keys: Uint8Array;
  readonly changed = new Uint8Array(framesPerBlock);
  constructor(initialKey: number) {
    this.keys = new Uint8Array(framesPerBlock);
    if (initialKey !== 0) this.keys.fill(initialKey);
  }
}

/** Absolute storage of a configuration: sparse frames of 4096 bytes, their keys, and the list of changed frames. */
export class Storage {
  private blocks: (Block | undefined)[] = [];
  private changes: number[] = [];

  constructor(
    /** Bytes; a multiple of the frame size. */
    readonly size: number,
    /** The key of a frame that nobody has touched. */
    readonly initialKey = 0,
  ) {}

  private block(absolute: number): Block {
    const index = Math.floor(absolute / blockSize);
    let block = this.blocks[index];
    if (block === undefined) {
      block = new Block(this.initialKey);
      this.blocks[index] = block;
    }
    return block;
  }

  private mark(block: Block, index: number, absolute: number): void {
    if (block.changed[index] !== 0) return;
    block.changed[index] = 1;
    this.changes.push(absolute - (absolute % frameSize));
  }

  /** Whether the address is available in the configuration. */
  has(absolute: number): boolean {
    return absolute < this.size;
  }

  /** The frame for reading: a shared frame of zeros where nothing was ever stored. */
  frame(absolute: number): Frame {
    return this.blocks[Math.floor(absolute / blockSize)]?.frames[(absolute >>> 12) & 255] ?? absent;
  }

  /** The frame for storing; it is listed as changed. */
  frameToStore(absolute: number): Frame {
    const block = this.block(absolute);
    const index = (absolute >>> 12) & 255;
    this.mark(block, index, absolute);
    let frame = block.frames[index];
    if (frame === undefined) {
      frame = new Frame();
      block.frames[index] = frame;
    }
    return frame;
  }

  key(absolute: number): number {
    const block = this.blocks[Math.floor(absolute / blockSize)];
    return block === undefined ? this.initialKey : block.keys[(absolute >>> 12) & 255]!;
  }

  setKey(absolute: number, key: number): void {
    if (this.key(absolute) === key) return;
    const block = this.block(absolute);
    const index = (absolute >>> 12) & 255;
    block.keys[index] = key;
    this.mark(block, index, absolute);
  }

  /** Sets a frame to zeros. */
  clearFrame(absolute: number): void {
    this.frameToStore(absolute).bytes.fill(0);
  }

  /** Clear reset: content and keys of all of storage. */
  clear(): void {
    const touched = this.blocks;
    this.blocks = [];
    touched.forEach((block, number) => {
      for (let index = 0; index < framesPerBlock; index += 1) {
        const absolute = number * blockSize + index * frameSize;
        if (block === undefined) return;
        if (block.changed[index] !== 0) this.block(absolute).changed[index] = 1;
        else if (block.frames[index] !== undefined || block.keys[index] !== this.initialKey)
          this.mark(this.block(absolute), index, absolute);
      }
    });
  }

  read(absolute: number, length: number): Uint8Array {
    const bytes = new Uint8Array(length);
    for (let done = 0; done < length; ) {
      const offset = (absolute + done) % frameSize;
      const part = Math.min(length - done, frameSize - offset);
      const frame = this.frame(absolute + done);
      if (frame !== absent) bytes.set(frame.bytes.subarray(offset, offset + part), done);
      done += part;
    }
    return bytes;
  }

  write(absolute: number, bytes: Uint8Array): void {
    for (let done = 0; done < bytes.length; ) {
      const offset = (absolute + done) % frameSize;
      const part = Math.min(bytes.length - done, frameSize - offset);
      const frame = this.frameToStore(absolute + done);
      if (part === bytes.length) frame.bytes.set(bytes, offset);
      else frame.bytes.set(bytes.subarray(done, done + part), offset);
      done += part;
    }
  }

  /** Addresses of frames whose content or key changed since they were last taken, ascending; at most `limit` of them. */
  takeChanged(limit: number): number[] {
    this.changes.sort((left, right) => left - right);
    const taken = this.changes.splice(0, limit);
    for (const absolute of taken) this.block(absolute).changed[(absolute >>> 12) & 255] = 0;
    return taken;
  }
}
