import { crc32 } from 'node:zlib';
import { bytes, hostStructure, u32, u64 } from '../../../../codec/host-structure';
import { errno } from '../../../../uapi/errno';
import { Image, places } from '../../image';
import type { ByteOrder } from '../../words';
import type { Work } from './engine';
import { engineRegisters } from './registers';

/**
 * The stream of a device of kind `vfio-pci`, in the byte order of the host: records, each 8 bytes of type and length and
 * then that many bytes. First the identification; any number of pages, of which the last one of a number counts; the state
 * of the engine; and the end, with a checksum (CRC-32) of all before it.
 */
export const recordType = { identification: 1, page: 2, state: 3, end: 4 } as const;

const source = 'this kit';
const recordHeader = hostStructure('record', 8, source, { type: u32(0), length: u32(4) });
const identification = hostStructure('identification', 24, source, {
  magic: u64(0),
  version: u32(8),
  memory: u32(12),
  capabilities: u32(16),
  vectors: u32(20),
});
const interruptRecord = hostStructure('interrupts', 16, source, { asserted: u32(0), missed: u64(8) });
const workRecord = hostStructure('operation', 48, source, {
  fill: u32(0),
  length: u32(4),
  source: u64(8),
  target: u64(16),
  pattern: u64(24),
  repeat: u32(32),
  pace: u32(36),
  done: u32(40),
  reserved: bytes(44, 4),
});
const record = places(recordHeader, 'type', 'length');
const ident = places(identification, 'magic', 'version', 'memory', 'capabilities', 'vectors');
const work = places(workRecord, 'fill', 'length', 'source', 'target', 'pattern', 'repeat', 'pace', 'done');

const held = places(interruptRecord, 'asserted', 'missed');
/** Where the operations begin in a record of the state. */
const workStart = engineRegisters.size + interruptRecord.size;

const magic = 0x5354_434b_444d_4145n;
const version = 1;
export const pageSize = 4096;
const pageNumber = { offset: 0, length: 4 } as const;
export const pageRecordSize = recordHeader.size + 8 + pageSize;
const largestRecord = 8 + pageSize;

/** What a stream must be of. */
export interface DeviceShape {
  readonly memory: number;
  readonly capabilities: number;
  readonly vectors: number;
}

export interface EngineState {
  readonly registers: Uint8Array;
  readonly work: readonly Work[];
  /** The INTX line, and vectors with a reason to interrupt that came while the device was stopped. */
  readonly interrupts: { readonly asserted: boolean; readonly missed: readonly number[] };
}

function recordOf(type: number, payload: Uint8Array, order: ByteOrder): Uint8Array {
  const image = Image.of(recordHeader.size + payload.length, order).put(record.type, type);
  image.put(record.length, payload.length).bytes.set(payload, recordHeader.size);
  return image.bytes;
}

export function identificationRecord(shape: DeviceShape, order: ByteOrder): Uint8Array {
  const image = Image.of(identification.size, order).put(ident.magic, magic).put(ident.version, version);
  image.put(ident.memory, shape.memory).put(ident.capabilities, shape.capabilities).put(ident.vectors, shape.vectors);
  return recordOf(recordType.identification, image.bytes, order);
}

export function pageRecord(index: number, page: Uint8Array, order: ByteOrder): Uint8Array {
  const image = Image.of(8 + pageSize, order).put(pageNumber, index);
  image.bytes.set(page, 8);
  return recordOf(recordType.page, image.bytes, order);
}

export function stateRecord({ registers, work: waiting, interrupts }: EngineState, order: ByteOrder): Uint8Array {
  const image = Image.of(workStart + waiting.length * workRecord.size, order);
  image.bytes.set(registers);
  const missed = interrupts.missed.reduce((bits, vector) => bits | (1n << BigInt(vector % 64)), 0n);
  image
    .put(held.asserted, interrupts.asserted ? 1 : 0, engineRegisters.size)
    .put(held.missed, missed, engineRegisters.size);
  waiting.forEach((one, index) => {
    const at = workStart + index * workRecord.size;
    image
      .put(work.fill, one.fill ? 1 : 0, at)
      .put(work.length, one.length, at)
      .put(work.source, one.source, at);
    image.put(work.target, one.target, at).put(work.pattern, one.pattern, at).put(work.repeat, one.repeat, at);
    image.put(work.pace, one.pace, at).put(work.done, one.done, at);
  });
  return recordOf(recordType.state, image.bytes, order);
}

export const endRecord = (checksum: number, order: ByteOrder): Uint8Array =>
  recordOf(recordType.end, Image.of(4, order).put(pageNumber, checksum).bytes, order);

/** Bytes of a stream of a device that has stopped, with so many operations waiting. */
export const streamSize = (memory: number, waiting: number): number =>
  recordHeader.size * 3 +
  identification.size +
  (memory / pageSize) * pageRecordSize +
  workStart +
  waiting * workRecord.size +
  4;

function workIn(image: Image): Work[] {
  const count = (image.bytes.length - workStart) / workRecord.size;
  return Array.from({ length: count }, (_, index) => {
    const at = workStart + index * workRecord.size;
    return {
      fill: image.number(work.fill, at) === 1,
      length: image.number(work.length, at),
      source: image.long(work.source, at),
      target: image.long(work.target, at),
      pattern: image.long(work.pattern, at),
      repeat: image.number(work.repeat, at),
      pace: image.number(work.pace, at),
      done: image.number(work.done, at),
    };
  });
}

const mostWork = 16;
const longest = 1 << 20;
const workIsValid = ({ length, done, pace }: Work): boolean =>
  length > 0 && length <= longest && done < length && pace > 0;

/** Takes a stream apart as it arrives; nothing is loaded before it is whole. */
export class StreamReader {
  readonly pages = new Map<number, Uint8Array>();
  state?: EngineState;
  #pending = new Uint8Array();
  #checksum = 0;
  #records = 0;
  #ended = false;
  #sound = true;

  constructor(
    private readonly shape: DeviceShape,
    private readonly order: ByteOrder,
    private readonly identifies: (valid: boolean) => boolean,
  ) {}

  /** Everything has arrived. */
  get complete(): boolean {
    return (
      this.#ended &&
      this.#pending.length === 0 &&
      this.state !== undefined &&
      this.pages.size === this.shape.memory / pageSize
    );
  }

  /** What has arrived is what was sent, and a state the device can have. */
  get sound(): boolean {
    return this.#sound;
  }

  /** All of the bytes, or an error and none of them. */
  write(part: Uint8Array): number {
    if (this.#ended) return -errno.ENOMEM;
    const all = new Uint8Array(Buffer.concat([this.#pending, part]));
    const records: { type: number; bytes: Uint8Array }[] = [];
    let at = 0;
    while (all.length - at >= recordHeader.size) {
      if (records.at(-1)?.type === recordType.end) return -errno.ENOMEM;
      const image = new Image(all.subarray(at), this.order);
      const [type, length] = [image.number(record.type), image.number(record.length)];
      const refused = this.#refuses(type, length, this.#records + records.length);
      if (refused !== 0) return refused;
      if (all.length - at < recordHeader.size + length) break;
      const bytes = all.slice(at, at + recordHeader.size + length);
      if (type === recordType.identification && !this.identifies(this.#isOurs(bytes))) return -errno.EINVAL;
      records.push({ type, bytes });
      at += bytes.length;
    }
    if (records.at(-1)?.type === recordType.end && at < all.length) return -errno.ENOMEM;
    for (const { type, bytes } of records) this.#take(type, bytes);
    this.#pending = all.slice(at);
    return part.length;
  }

  /** The error for a record that cannot come here. */
  #refuses(type: number, length: number, index: number): number {
    if ((index === 0) !== (type === recordType.identification)) return this.identifies(false) ? 0 : -errno.EINVAL;
    if (length > largestRecord) return -errno.ENOMEM;
    return this.#lengthIsRight(type, length) ? 0 : -errno.EINVAL;
  }

  #lengthIsRight(type: number, length: number): boolean {
    switch (type) {
      case recordType.identification:
        return length === identification.size;
      case recordType.page:
        return length === 8 + pageSize;
      case recordType.state: {
        const rest = length - workStart;
        return rest >= 0 && rest % workRecord.size === 0 && rest / workRecord.size <= mostWork;
      }
      case recordType.end:
        return length === 4;
      default:
        return false;
    }
  }

  #isOurs(bytes: Uint8Array): boolean {
    return Buffer.compare(bytes, identificationRecord(this.shape, this.order)) === 0;
  }

  #take(type: number, bytes: Uint8Array): void {
    const image = new Image(bytes.subarray(recordHeader.size), this.order);
    if (type === recordType.end) {
      this.#ended = true;
      if (image.number(pageNumber) !== this.#checksum) this.#sound = false;
      return;
    }
    if (type === recordType.page) {
      const index = image.number(pageNumber);
      if (index >= this.shape.memory / pageSize) this.#sound = false;
      else this.pages.set(index, image.bytes.slice(8));
    }
    if (type === recordType.state) {
      const work = workIn(image);
      if (!work.every(workIsValid)) this.#sound = false;
      const missed = image.long(held.missed, engineRegisters.size);
      const vectors = Array.from({ length: 64 }, (_, vector) => vector);
      this.state = {
        registers: image.bytes.slice(0, engineRegisters.size),
        work,
        interrupts: {
          asserted: image.number(held.asserted, engineRegisters.size) === 1,
          missed: vectors.filter((vector) => ((missed >> BigInt(vector)) & 1n) === 1n),
        },
      };
    }
    this.#checksum = crc32(bytes, this.#checksum);
    this.#records += 1;
  }
}

/** The checksum of a stream so far, continued by a record. */
export const continued = (bytes: Uint8Array, checksum: number): number => crc32(bytes, checksum);
