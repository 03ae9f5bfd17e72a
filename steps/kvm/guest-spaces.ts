import { accessListDesignation, accessListEntry, asnSecondTableEntry } from '../../src/architecture/access-list';
import { encode } from '../../src/codec/codec';
import type { HostProgram } from '../host/host-program';
import { fromBigEndian } from '../registers';
import type { StatedSpaces } from '../stated-spaces';
import type { SpaceName } from '../translation';
import { guestLayout } from './guest-layout';
import { GuestSpace, type Written } from './guest-space';

/** Control registers that designate the spaces. */
const registers = { primary: 1, secondary: 7, home: 13 } as const;

/** What may be wrong with an entry of the access list or its ASN-second-table entry. */
const entryKinds: Readonly<Record<string, readonly [entry: Record<string, number>, second: Record<string, number>]>> = {
  'the access-list space': [{}, {}],
  'the access-list space, for fetching only': [{ fetchOnly: 1 }, {}],
  'nothing: the entry is invalid': [{ invalid: 1 }, {}],
  'another sequence number': [{ sequence: 1 }, {}],
  'an invalid ASN-second-table entry': [{}, { invalid: 1 }],
  'an ASN-second-table entry with another sequence number': [{}, { sequence: 7 }],
  "another program's private space": [{ private: 1, authorizationIndex: 1 }, {}],
};

const listEntries = 8;

/** The address spaces of a guest as the Givens of a scenario collect them. */
export class GuestSpaces {
  private readonly spaces = new Map<SpaceName, GuestSpace>();
  private readonly entries = new Map<number, string>();
  private next: number = guestLayout.tables;

  space(name: SpaceName): GuestSpace {
    const space = this.spaces.get(name) ?? new GuestSpace();
    this.spaces.set(name, space);
    return space;
  }

  entry(number: number, kind: string): void {
    if (entryKinds[kind] === undefined)
      throw new Error(`"${kind}" is nothing an entry can designate: ${Object.keys(entryKinds).join('; ')}`);
    if (number < 2 || number >= listEntries)
      throw new Error(`the suite's access list has entries 2 to ${listEntries - 1}`);
    this.entries.set(number, kind);
    this.space('access-list');
  }

  private readonly take = (length: number): number => {
    const address = Math.ceil(this.next / length) * length;
    this.next = address + length;
    if (this.next > guestLayout.tablesEnd) throw new Error('the translation tables of the scenario are too long');
    return address;
  };

  /** Contents of storage and control registers. */
  build(): { written: Written[]; registers: ReadonlyMap<number, bigint> } {
    const written: Written[] = [];
    const values = new Map<number, bigint>();
    for (const [name, space] of this.spaces) {
      const { element, written: tables } = space.build(this.take);
      written.push(...tables);
      if (name === 'access-list') values.set(2, this.accessList(fromBigEndian(element), written));
      else values.set(registers[name], fromBigEndian(element));
    }
    return { written, registers: values };
  }

  /** The list and what it needs. @returns CR2, the dispatchable-unit control-table origin */
  private accessList(element: bigint, written: Written[]): bigint {
    const list = this.take(128);
    const control = this.take(128);
    for (let number = 0; number < listEntries; number += 1) {
      const [fields, second] = entryKinds[this.entries.get(number) ?? 'nothing: the entry is invalid']!;
      const secondTableEntry = this.take(64);
      written.push({
        address: secondTableEntry,
        bytes: encode(asnSecondTableEntry, { asce: element, ...second }),
      });
      const bytes = encode(accessListEntry, { asnSecondTableEntry: secondTableEntry / 64, ...fields });
      written.push({ address: list + number * 16, bytes });
    }
    const designation = encode(accessListDesignation, { origin: list / 128, length: 0 });
    written.push({ address: control + 16, bytes: designation });
    return BigInt(control);
  }
}

const bySpaces = new WeakMap<HostProgram, GuestSpaces>();

export function spacesOf(program: HostProgram): GuestSpaces {
  const spaces = bySpaces.get(program) ?? new GuestSpaces();
  bySpaces.set(program, spaces);
  return spaces;
}

function mapPage(space: GuestSpace, row: Readonly<Record<string, string>>): void {
  const { virtual = '', absolute = '', protected: protection = 'no' } = row;
  const at = BigInt(virtual);
  if (at % 4096n !== 0n) throw new Error(`"${virtual}" is no virtual page address`);
  if (absolute === 'invalid segment') space.segment(at, { invalid: 1 });
  else if (absolute === 'invalid page') space.page(at, { invalid: 1 });
  else {
    const origin = BigInt(absolute);
    if (origin % 4096n !== 0n) throw new Error(`"${absolute}" is no address of a frame`);
    space.page(at, { origin: Number(origin / 4096n), datProtection: protection === 'page' ? 1 : 0 });
    if (protection === 'segment') space.segment(at, { datProtection: 1 });
  }
}

/**
 * Those of a virtual machine. One page a line: `virtual`, `absolute` (a frame, `invalid page` or `invalid segment`) and, where
 * wanted, `protected` (no, page, segment). All other pages are invalid, but for the suite's own code. Before the vCPU is made to
 * run, thus among the first Givens.
 */
export const spacesOfVirtualMachine: StatedSpaces = {
  map({ host }, name, rows) {
    const space = spacesOf(host).space(name);
    for (const row of rows) mapPage(space, row);
  },
  makePrivate({ host }, name) {
    spacesOf(host).space(name).privateSpace = 1;
  },
  list({ host }, entry, designates) {
    spacesOf(host).entry(entry, designates);
  },
};
