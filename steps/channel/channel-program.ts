import type { DataTable } from '@cucumber/cucumber';
import { ccw0, ccw1 } from '../../src/architecture/ccw';
import { encode } from '../../src/codec/codec';
import { hex } from '../expectation';
import { Given } from '../vocabulary';
import type { TckWorld } from '../world';

const flagFields: Readonly<Record<string, string>> = {
  CD: 'chainData',
  CC: 'chainCommand',
  SLI: 'suppressLength',
  SKP: 'skip',
  PCI: 'pci',
  IDA: 'indirect',
  S: 'suspend',
  MIDA: 'modifiedIndirect',
};

/** `02 READ`: the code counts, the name is for the reader. */
export function commandCode(text: string): number {
  const match = /^([0-9A-F]{2})(?: [A-Z][A-Za-z -]*)?$/.exec(text);
  if (match === null) throw new Error(`"${text}" is no command: write its code, and its name if you like: 02 READ`);
  return Number.parseInt(match[1]!, 16);
}

function flagsOf(text: string): Record<string, number> {
  return Object.fromEntries(
    text
      .split(' ')
      .filter((name) => name !== '')
      .map((name) => {
        const field = flagFields[name];
        if (field === undefined) throw new Error(`"${name}" is no flag: ${Object.keys(flagFields).join(', ')}`);
        return [field, 1];
      }),
  );
}

/** One CCW from a row of a table: command, flags, count, address; byte 5 of a format-0 CCW may be stated too. */
export function ccwOf(format: number, row: Readonly<Record<string, string>>): Uint8Array {
  const bytes = encode(format === 0 ? ccw0 : ccw1, {
    command: commandCode(row['command'] ?? ''),
    ...flagsOf(row['flags'] ?? ''),
    count: Number(row['count'] ?? 0),
    dataAddress: Number(row['address'] ?? 0),
  });
  if (row['byte 5'] !== undefined) bytes[5] = Number(row['byte 5']);
  return bytes;
}

/** The program that a start designates unless it says otherwise: the one a scenario states first. */
export interface StatedProgram {
  readonly format: number;
  readonly address: bigint;
}

const stated = new WeakMap<TckWorld, StatedProgram>();

export const statedProgram = (world: TckWorld): StatedProgram | undefined => stated.get(world);

const columns: ReadonlySet<string> = new Set(['at', 'command', 'flags', 'count', 'address', 'byte 5']);

/** CCWs one behind the other. A column `at` says where each is, for readers; it has to be right. */
Given(
  'the format-{int} channel program at {address} is:',
  function (this: TckWorld, format: number, address: bigint, table: DataTable) {
    if (format !== 0 && format !== 1) throw new Error(`CCWs have format 0 or 1, not ${format}`);
    const unknown = table.raw()[0]!.find((column) => !columns.has(column));
    if (unknown !== undefined) throw new Error(`"${unknown}" is no column: ${[...columns].join(', ')}`);
    const rows = table.hashes();
    rows.forEach(({ at }, index) => {
      const place = address + BigInt(index * 8);
      if (at !== undefined && BigInt(at) !== place) throw new Error(`the CCW at ${hex(place)} is said to be at ${at}`);
    });
    if (!stated.has(this)) stated.set(this, { format, address });
    return this.store(address, Buffer.concat(rows.map((row) => ccwOf(format, row))));
  },
);
