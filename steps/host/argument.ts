import { encode } from '../../src/codec/codec';
import { readNumber, writeNumber } from '../../src/codec/host-field';
import type { Meaning } from '../../src/codec/host-structure';
import type { Structure } from '../../src/codec/structure';
import { argumentStructure, elementSize, followingStructure, viewOf } from './argument-structures';
import type { HostProgram } from './host-program';
import { parseValue } from './values';

/** A structure and where it lies in the argument of a request. */
export interface Part {
  readonly structure: Structure;
  readonly offset: number;
}

/** The argument of a request as a scenario states it. */
export interface Argument {
  readonly bytes: Uint8Array;
  readonly parts: readonly Part[];
}

export type Rows = Readonly<Record<string, string>>;

/** Bytes behind what the scenario states, so that a write there is seen. */
const surplus = 0xa5;
const largest = 1 << 20;

const ofData = 'data.';

/** The structure that has a field, and the field's name there. `data.flags` is the field of what follows, where both have one. */
function placeOf(parts: readonly Part[], field: string): Part & { readonly name: string } {
  const following = parts[1];
  if (following !== undefined && field.startsWith(ofData)) {
    const name = field.slice(ofData.length);
    if (following.structure.byName.has(name)) return { ...following, name };
  }
  const part = parts.find(({ structure }) => structure.byName.has(field));
  if (part !== undefined) return { ...part, name: field };
  const names = parts.flatMap(({ structure }) => structure.fields.map(({ name }) => name));
  throw new Error(`the argument has no field "${field}": it has ${names.join(', ')}`);
}

/** Numbers of the array behind the fixed part. */
function elements(program: HostProgram, text: string, size: number): Uint8Array {
  const numbers = text.split(', ').map((one) => parseValue(program, one));
  const bytes = new Uint8Array(numbers.length * size);
  numbers.forEach((value, index) => void writeNumber(bytes, index * size, size, program.order, value));
  return bytes;
}

/** Encodes the rows `field | value`. `argsz` is the size of all that is stated unless a row says otherwise. */
export function argumentOf(program: HostProgram, request: string, rows: Rows): Argument {
  const argument = argumentStructure(request);
  const given = (field: string): bigint => (rows[field] === undefined ? 0n : parseValue(program, rows[field]));
  const fixed = viewOf(argument, given);
  const next = followingStructure(argument.part, given);
  const array = rows.data === undefined ? undefined : elements(program, rows.data, elementSize(argument.part, given));
  const parts: Part[] = [{ structure: fixed, offset: 0 }];
  if (next !== undefined) parts.push({ structure: next, offset: fixed.size });
  const stated = fixed.size + (next?.size ?? array?.length ?? 0);
  const argsz = rows.argsz === undefined ? BigInt(stated) : parseValue(program, rows.argsz);
  const length = Math.max(stated, argsz <= BigInt(largest) ? Number(argsz) : 0);
  const bytes = new Uint8Array(length).fill(surplus, stated);
  if (array !== undefined) bytes.set(array, fixed.size);
  const values = parts.map((): Record<string, bigint> => ({}));
  if (fixed.byName.has('argsz')) values[0]!.argsz = argsz;
  for (const [field, text] of Object.entries(rows)) {
    if (field === 'data' && array !== undefined) continue;
    const { structure, offset, name } = placeOf(parts, field);
    const index = parts.findIndex((part) => part.offset === offset);
    values[index]![name] = unsigned(structure, name, parseValue(program, text));
  }
  for (const [index, { structure, offset }] of parts.entries())
    bytes.set(encode(structure, values[index]!, undefined, program.order), offset);
  return { bytes, parts };
}

/** A negative number in an unsigned field stands for its two's complement. */
function unsigned(structure: Structure, name: string, value: bigint): bigint {
  const { first, last, host } = structure.byName.get(name)!;
  return host?.type === 'signed' ? value : BigInt.asUintN(last - first + 1, value);
}

/** A field of the argument as it was left. */
export function fieldOf(program: HostProgram, parts: readonly Part[], bytes: Uint8Array, name: string): bigint {
  const { structure, offset, name: own } = placeOf(parts, name);
  const { first, last, host } = structure.byName.get(own)!;
  return readNumber(bytes, offset + first / 8, (last - first + 1) / 8, program.order, host?.type === 'signed');
}

/** A field's value with its names, as the evidence shows it. */
export function meaningOf(parts: readonly Part[], name: string): Meaning | undefined {
  const { structure, name: own } = placeOf(parts, name);
  return structure.byName.get(own)!.host?.meaning;
}
