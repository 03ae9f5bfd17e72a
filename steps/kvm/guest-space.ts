import { asce } from '../../src/architecture/control-registers';
import { pageTableEntry, regionTableEntry, segmentTableEntry } from '../../src/architecture/dat';
import { encode } from '../../src/codec/codec';
import { repeated } from '../repeated';
import { guestLayout } from './guest-layout';

export type EntryValues = Readonly<Record<string, number>>;

export interface Written {
  readonly address: number;
  readonly bytes: Uint8Array;
}

/** Bits of a virtual address below the index into the segment table, and bits that each table above it adds. */
const segmentShift = 20n;
const indexBits = 11n;
const entriesPerLengthUnit = 512;
const pagesPerSegment = 256;

interface Table {
  readonly address: number;
  /** Table length in units of 512 entries, less one. */
  readonly lengthCode: number;
}

/**
 * One address space of a guest, at any 64-bit addresses: as many tables as its highest address needs.
 * Whatever is not mapped is invalid; the suite's code is mapped one to one.
 */
export class GuestSpace {
  privateSpace = 0;
  private readonly pages = new Map<bigint, EntryValues>();
  private readonly segments = new Map<bigint, EntryValues>();

  constructor() {
    for (const address of [guestLayout.code, guestLayout.handler])
      this.page(BigInt(address), { origin: address / 4096 });
  }

  /** Sets the page-table entry of a virtual address. */
  page(virtual: bigint, values: EntryValues): void {
    this.pages.set(virtual >> 12n, values);
    this.segment(virtual, {});
  }

  /** Sets fields of the segment-table entry of a virtual address. */
  segment(virtual: bigint, values: EntryValues): void {
    const number = virtual >> segmentShift;
    this.segments.set(number, { ...this.segments.get(number), ...values });
  }

  /** 0 a segment table, 3 a region-first table. */
  private get tableType(): number {
    const highest = [...this.segments.keys()].reduce((most, number) => (number > most ? number : most), 0n);
    return [11n, 22n, 33n].filter((bits) => highest >> bits !== 0n).length;
  }

  /**
   * The address-space-control element and the contents of all tables.
   * @param take gives storage for a table; a multiple of its length
   */
  build(take: (length: number) => number): { element: Uint8Array; written: Written[] } {
    const written: Written[] = [];
    const { tableType, privateSpace } = this;
    const { address, lengthCode } = this.table(tableType, [...this.segments.keys()], take, written);
    const element = encode(asce, { origin: address / 4096, tableType, tableLength: lengthCode, privateSpace });
    return { element, written };
  }

  private table(type: number, segments: readonly bigint[], take: (length: number) => number, into: Written[]): Table {
    const groups = new Map<number, bigint[]>();
    for (const segment of segments) {
      const index = Number((segment >> (BigInt(type) * indexBits)) & 0x7ffn);
      groups.set(index, [...(groups.get(index) ?? []), segment]);
    }
    const lengthCode = Math.floor(Math.max(...groups.keys()) / entriesPerLengthUnit);
    const length = (lengthCode + 1) * entriesPerLengthUnit * 8;
    const invalid =
      type === 0
        ? encode(segmentTableEntry, { invalid: 1 })
        : encode(regionTableEntry, { invalid: 1, tableType: type });
    const bytes = repeated(invalid, length);
    for (const [index, below] of groups) {
      const entry = type === 0 ? this.segmentEntry(below[0]!, take, into) : this.regionEntry(type, below, take, into);
      bytes.set(entry, index * 8);
    }
    const address = take(length);
    into.push({ address, bytes });
    return { address, lengthCode };
  }

  private regionEntry(
    type: number,
    segments: readonly bigint[],
    take: (length: number) => number,
    into: Written[],
  ): Uint8Array {
    const { address, lengthCode } = this.table(type - 1, segments, take, into);
    return encode(regionTableEntry, { origin: address / 4096, tableType: type, tableLength: lengthCode });
  }

  private segmentEntry(segment: bigint, take: (length: number) => number, into: Written[]): Uint8Array {
    const bytes = repeated(encode(pageTableEntry, { invalid: 1 }), pagesPerSegment * 8);
    for (let index = 0; index < pagesPerSegment; index += 1) {
      const values = this.pages.get(segment * BigInt(pagesPerSegment) + BigInt(index));
      if (values !== undefined) bytes.set(encode(pageTableEntry, values), index * 8);
    }
    const address = take(bytes.length);
    into.push({ address, bytes });
    return encode(segmentTableEntry, { origin: address / bytes.length, ...this.segments.get(segment) });
  }
}
