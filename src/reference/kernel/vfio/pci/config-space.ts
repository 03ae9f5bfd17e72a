import { readWord, writeWord } from '../../words';

/** Offsets in the header of a PCI function. All fields are little-endian, whatever the host. Source: PCI Local Bus Specification 3.0, 6.1. */
export const header = {
  vendor: 0x00,
  device: 0x02,
  command: 0x04,
  status: 0x06,
  revision: 0x08,
  class: 0x09,
  bar: 0x10,
  subsystemVendor: 0x2c,
  subsystem: 0x2e,
  capabilities: 0x34,
  interruptLine: 0x3c,
  interruptPin: 0x3d,
} as const;

export const command = { memory: 0x2, busMaster: 0x4, intxDisable: 0x400 } as const;

export interface ConfigField {
  readonly offset: number;
  readonly length: number;
  readonly value: number;
  /** Bits that a program may change. */
  readonly writable?: number;
}

/** Configuration space: fields, the bits of them that can be written, and what a write of some of them sets off. */
export class ConfigSpace {
  readonly bytes: Uint8Array;
  readonly #initial: Uint8Array;
  readonly #writable: Uint8Array;

  constructor(
    size: 256 | 4096,
    fields: readonly ConfigField[],
    /** Called after each write. */
    private readonly written: (space: ConfigSpace, offset: number, length: number) => void = () => {},
  ) {
    this.bytes = new Uint8Array(size);
    this.#writable = new Uint8Array(size);
    for (const { offset, length, value, writable } of fields) {
      this.bytes.set(writeWord(BigInt(value), length, 'little'), offset);
      this.#writable.set(writeWord(BigInt(writable ?? 0), length, 'little'), offset);
    }
    this.#initial = this.bytes.slice();
  }

  get(offset: number, length: number): number {
    return Number(readWord(this.bytes, offset, length, 'little'));
  }

  set(offset: number, length: number, value: number): void {
    this.bytes.set(writeWord(BigInt(value), length, 'little'), offset);
  }

  write(offset: number, bytes: Uint8Array): void {
    bytes.forEach((byte, index) => {
      const at = offset + index;
      const mask = this.#writable[at]!;
      this.bytes[at] = (this.bytes[at]! & ~mask) | (byte & mask);
    });
    this.written(this, offset, bytes.length);
  }

  reset(): void {
    this.bytes.set(this.#initial);
  }
}
