import { frameSize } from '../../architecture/storage-key';

export type Signal = 'SIGSEGV' | 'SIGBUS';

/** What stands behind a mapping. Offsets are bytes from its start. */
export interface Backing {
  /** The page at an offset where it is plain memory; nothing where each access must reach a device. */
  page(offset: number): Uint8Array | undefined;
  read(offset: number, length: number): Uint8Array | Signal;
  write(offset: number, bytes: Uint8Array): Signal | undefined;
}

/** Anonymous memory: sparse pages of zeros. */
export class AnonymousMemory implements Backing {
  readonly #pages: Uint8Array[] = [];

  page(offset: number): Uint8Array {
    const index = Math.floor(offset / frameSize);
    let page = this.#pages[index];
    if (page === undefined) {
      page = new Uint8Array(frameSize);
      this.#pages[index] = page;
    }
    return page;
  }

  read(offset: number, length: number): Uint8Array {
    const start = offset % frameSize;
    const page = this.#pages[Math.floor(offset / frameSize)];
    return page === undefined ? new Uint8Array(length) : page.slice(start, start + length);
  }

  write(offset: number, bytes: Uint8Array): undefined {
    this.page(offset).set(bytes, offset % frameSize);
  }
}

export interface Mapping {
  readonly start: number;
  readonly length: number;
  readonly readable: boolean;
  readonly writable: boolean;
  readonly backing: Backing;
  /** Offset in the backing of the first byte. */
  readonly offset: number;
}

const highest = 2n ** 47n;

/** The address space of the host program. */
export class UserMemory {
  #mappings: Mapping[] = [];
  #last: Mapping | undefined;
  /** Where mappings go whose address the program leaves open. */
  #next = 0x3ff_a000_0000;

  /** Places a mapping, replacing what is there. */
  map(mapping: Mapping): void {
    this.unmap(mapping.start, mapping.length);
    this.#mappings.push(mapping);
  }

  /** A free address for a mapping of that many bytes; a guard page follows each. */
  free(length: number): number {
    const start = this.#next;
    this.#next += Math.ceil(length / frameSize) * frameSize + frameSize;
    return start;
  }

  unmap(start: number, length: number): void {
    const end = start + length;
    this.#last = undefined;
    this.#mappings = this.#mappings.flatMap((old) => {
      const oldEnd = old.start + old.length;
      if (oldEnd <= start || old.start >= end) return [old];
      const rest: Mapping[] = [];
      if (old.start < start) rest.push({ ...old, length: start - old.start });
      if (oldEnd > end) rest.push({ ...old, start: end, length: oldEnd - end, offset: old.offset + end - old.start });
      return rest;
    });
  }

  /** Changes what may be done with a range; false where a page of it is not mapped. */
  protect(start: number, length: number, readable: boolean, writable: boolean): boolean {
    const end = start + length;
    const parts: Mapping[] = [];
    for (let at = start; at < end; ) {
      const mapping = this.mapping(at);
      if (mapping === undefined) return false;
      const part = Math.min(end, mapping.start + mapping.length) - at;
      parts.push({
        ...mapping,
        start: at,
        length: part,
        offset: mapping.offset + at - mapping.start,
        readable,
        writable,
      });
      at += part;
    }
    for (const part of parts) this.map(part);
    return true;
  }

  mapping(address: number): Mapping | undefined {
    const last = this.#last;
    if (last !== undefined && address >= last.start && address < last.start + last.length) return last;
    const found = this.#mappings.find(({ start, length }) => address >= start && address < start + length);
    if (found !== undefined) this.#last = found;
    return found;
  }

  /** The page of plain memory at an address: what a device that may write there has pinned, or a guest uses as a frame. */
  page(address: number, write: boolean): Uint8Array | undefined {
    const mapping = this.mapping(address);
    if (mapping === undefined || !(write ? mapping.writable : mapping.readable)) return undefined;
    return mapping.backing.page(address - mapping.start + mapping.offset);
  }

  /** What the program reads at an address, or the signal it gets. */
  read(address: bigint, length: number): Uint8Array | Signal {
    const first = this.#pieceRead(address, length);
    if (typeof first === 'string' || first.length === length) return first;
    const bytes = new Uint8Array(length);
    bytes.set(first);
    for (let done = first.length; done < length; ) {
      const piece = this.#pieceRead(address + BigInt(done), length - done);
      if (typeof piece === 'string') return piece;
      bytes.set(piece, done);
      done += piece.length;
    }
    return bytes;
  }

  /** Bytes up to the end of a page. */
  #pieceRead(address: bigint, length: number): Uint8Array | Signal {
    if (address < 0n || address >= highest) return 'SIGSEGV';
    const at = Number(address);
    const mapping = this.mapping(at);
    if (mapping === undefined || !mapping.readable) return 'SIGSEGV';
    const part = Math.min(length, frameSize - (at % frameSize));
    return mapping.backing.read(at - mapping.start + mapping.offset, part);
  }

  /** Stores up to the first byte that cannot be stored. */
  write(address: bigint, bytes: Uint8Array): Signal | undefined {
    for (let done = 0; done < bytes.length; ) {
      const at = Number(address) + done;
      if (address < 0n || BigInt(at) >= highest) return 'SIGSEGV';
      const mapping = this.mapping(at);
      if (mapping === undefined || !mapping.writable) return 'SIGSEGV';
      const part = Math.min(bytes.length - done, frameSize - (at % frameSize));
      const piece = part === bytes.length ? bytes : bytes.subarray(done, done + part);
      const signal = mapping.backing.write(at - mapping.start + mapping.offset, piece);
      if (signal !== undefined) return signal;
      done += part;
    }
    return undefined;
  }

  /** copy_from_user: all of it, or nothing where a byte is missing. */
  copyIn(address: bigint, length: number): Uint8Array | undefined {
    const bytes = this.read(BigInt.asUintN(64, address), length);
    return typeof bytes === 'string' ? undefined : bytes;
  }

  /** copy_to_user: false where a byte was missing; the bytes before it are stored. */
  copyOut(address: bigint, bytes: Uint8Array): boolean {
    return this.write(BigInt.asUintN(64, address), bytes) === undefined;
  }
}
