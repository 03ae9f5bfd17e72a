import { asce } from '../src/architecture/control-registers';
import { pageTableEntry, regionTableEntry, segmentTableEntry } from '../src/architecture/dat';
import { encode } from '../src/codec/codec';
import { repeated } from './repeated';
import { stage } from './stage';

const pageSize = 0x1000;
const segmentSize = 0x100000;
const slotLength = 0x20000;
const tableLength = 0x1000;
const segmentTableOffset = 0x4000;
const pageTablesOffset = 0x8000;
const pageTableLength = 0x800;
const pageTables = (slotLength - pageTablesOffset) / pageTableLength;

/** Types of the table an address-space-control element designates. */
export const tableTypes = {
  'segment table': 0,
  'region-third table': 1,
  'region-second table': 2,
  'region-first table': 3,
} as const;

type EntryValues = Readonly<Record<string, number>>;

export interface Written {
  readonly address: number;
  readonly bytes: Uint8Array;
}

const invalidPage = encode(pageTableEntry, { invalid: 1 });
const invalidSegment = encode(segmentTableEntry, { invalid: 1 });

/**
 * One address space in real translation tables, in its own slot of the stage's table storage.
 * Whatever is not mapped is invalid; the stage and real 0-0x1FFF are mapped one to one.
 * Mapped addresses are below 2 GiB; region tables, when asked for, have that one valid entry.
 */
export class AddressSpace {
  tableType = 0;
  privateSpace = 0;
  private readonly base: number;
  private readonly pages = new Map<number, EntryValues>();
  private readonly segments = new Map<number, EntryValues>();

  constructor(slot: number) {
    this.base = stage.tables + slot * slotLength;
    for (const page of [0, 0x1000, stage.code, stage.work, stage.handlers, stage.handlers + pageSize])
      this.page(page, { origin: page / pageSize });
  }

  /** Sets fields of the page-table entry of a virtual address. */
  page(virtual: number, values: EntryValues): void {
    const index = Math.floor(virtual / pageSize);
    this.pages.set(index, values);
    this.segment(virtual, {});
  }

  /** Sets fields of the segment-table entry of a virtual address, which has a page table from then on. */
  segment(virtual: number, values: EntryValues): void {
    const index = Math.floor(virtual / segmentSize);
    if (index >= 2048) throw new Error('translation tables of the suite map addresses below 2 GiB');
    if (index === 0 && Object.keys(values).length > 0)
      throw new Error('segment 0 holds the instruction: use another segment');
    this.segments.set(index, { ...this.segments.get(index), ...values });
    if (this.segments.size > pageTables) throw new Error(`at most ${pageTables} segments in one space`);
  }

  private get tableLengthCode(): number {
    return Math.floor(Math.max(...this.segments.keys()) / 512);
  }

  /** The address-space-control element. */
  element(): Uint8Array {
    const origin =
      this.tableType === 0 ? this.base + segmentTableOffset : this.base + (this.tableType - 1) * tableLength;
    return encode(asce, {
      origin: origin / pageSize,
      privateSpace: this.privateSpace,
      tableType: this.tableType,
      tableLength: this.tableType === 0 ? this.tableLengthCode : 0,
    });
  }

  /** Contents of all tables of the space. */
  tables(): Written[] {
    return [...this.regionTables(), this.segmentTable(), ...this.pageTables()];
  }

  private regionTables(): Written[] {
    return Array.from({ length: this.tableType }, (_, index) => {
      const below = index === 0 ? this.base + segmentTableOffset : this.base + (index - 1) * tableLength;
      const bytes = repeated(encode(regionTableEntry, { invalid: 1, tableType: index + 1 }), tableLength);
      const tableLengthOfEntry = index === 0 ? this.tableLengthCode : 0;
      const values = { origin: below / pageSize, tableType: index + 1, tableLength: tableLengthOfEntry };
      bytes.set(encode(regionTableEntry, values));
      return { address: this.base + index * tableLength, bytes };
    });
  }

  private segmentTable(): Written {
    const bytes = repeated(invalidSegment, tableLength * (this.tableLengthCode + 1));
    [...this.segments].forEach(([segment, values], slot) => {
      const origin = (this.base + pageTablesOffset + slot * pageTableLength) / pageTableLength;
      bytes.set(encode(segmentTableEntry, { origin, ...values }), segment * 8);
    });
    return { address: this.base + segmentTableOffset, bytes };
  }

  private pageTables(): Written[] {
    return [...this.segments.keys()].map((segment, slot) => {
      const bytes = repeated(invalidPage, pageTableLength);
      for (let index = 0; index < 256; index += 1) {
        const values = this.pages.get(segment * 256 + index);
        if (values !== undefined) bytes.set(encode(pageTableEntry, values), index * 8);
      }
      return { address: this.base + pageTablesOffset + slot * pageTableLength, bytes };
    });
  }
}
