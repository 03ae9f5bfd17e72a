import { readField, writeField } from './bits';
import { fits, readNumber, textOf, writeNumber } from './host-field';
import type { ByteOrder } from './host-structure';
import type { Field, Structure } from './structure';

export type Values = Readonly<Record<string, bigint | number>>;

function fieldOf(structure: Structure, name: string): Field {
  const field = structure.byName.get(name);
  if (field === undefined) throw new RangeError(`${structure.name} has no field "${name}"`);
  return field;
}

function read(structure: Structure, field: Field, bytes: Uint8Array, order: ByteOrder | undefined): bigint {
  const { host } = field;
  if (host === undefined) return readField(bytes, field);
  const length = (field.last - field.first + 1) / 8;
  if (host.type === 'bytes') return readNumber(bytes, field.first / 8, length, 'big');
  return readNumber(bytes, field.first / 8, length, orderOf(structure, order), host.type === 'signed');
}

function write(
  structure: Structure,
  field: Field,
  bytes: Uint8Array,
  value: bigint,
  order: ByteOrder | undefined,
): void {
  const { host } = field;
  if (host === undefined) {
    writeField(bytes, field, value);
    return;
  }
  const length = (field.last - field.first + 1) / 8;
  if (!fits(value, length, host))
    throw new RangeError(`${structure.name}.${field.name}: ${value} does not fit ${length} ${host.type} bytes`);
  writeNumber(bytes, field.first / 8, length, host.type === 'bytes' ? 'big' : orderOf(structure, order), value);
}

function orderOf(structure: Structure, order: ByteOrder | undefined): ByteOrder {
  if (order === undefined) throw new TypeError(`${structure.name} is in the byte order of a host: which one?`);
  return order;
}

/**
 * Encodes the named fields; all other bits are zero, or as in `over`.
 * @param order needed for the structures of a host
 * @throws RangeError when a field is unknown or a value does not fit
 */
export function encode(structure: Structure, values: Values, over?: Uint8Array, order?: ByteOrder): Uint8Array {
  const bytes = over === undefined ? new Uint8Array(structure.size) : over.slice(0, structure.size);
  for (const [name, value] of Object.entries(values))
    write(structure, fieldOf(structure, name), bytes, BigInt(value), order);
  return bytes;
}

/** Decodes one field. */
export function decodeField(structure: Structure, bytes: Uint8Array, name: string, order?: ByteOrder): bigint {
  if (bytes.length < structure.size)
    throw new RangeError(`${structure.name} needs ${structure.size} bytes, not ${bytes.length}`);
  return read(structure, fieldOf(structure, name), bytes, order);
}

/** Decodes every declared field; signed fields as signed numbers. */
export function decode(structure: Structure, bytes: Uint8Array, order?: ByteOrder): Record<string, bigint> {
  return Object.fromEntries(
    structure.fields.map((field) => [field.name, decodeField(structure, bytes, field.name, order)]),
  );
}

/**
 * A field's value as the reader wants it. Bits of the architecture: hexadecimal in the width of the field, with the name of the
 * value if it has one. Fields of a host: names of flags and values as in the header, other numbers decimal.
 */
export function formatField(field: Field, value: bigint): string {
  const width = field.last - field.first + 1;
  if (field.host !== undefined && field.host.type !== 'bytes') return textOf(value, field.host.meaning);
  const text = width === 1 ? value.toString() : `0x${value.toString(16).padStart(Math.ceil(width / 4), '0')}`;
  const meaning = field.meaning?.[value.toString()];
  return meaning === undefined ? text : `${text} (${meaning})`;
}

export interface DescribedField {
  readonly field: string;
  readonly value: string;
}

/** Describes the fields that are not zero, in order of declaration. */
export function describe(structure: Structure, bytes: Uint8Array, order?: ByteOrder): DescribedField[] {
  return structure.fields
    .map((field) => ({ field, value: read(structure, field, bytes, order) }))
    .filter(({ value }) => value !== 0n)
    .map(({ field, value }) => ({ field: field.name, value: formatField(field, value) }));
}

export interface FieldDifference {
  readonly field: string;
  readonly expected: string;
  readonly seen: string;
}

/** The declared fields in which two images differ. Bits that no field covers are reported as `(undeclared bits)`. */
export function diff(
  structure: Structure,
  expected: Uint8Array,
  seen: Uint8Array,
  order?: ByteOrder,
): FieldDifference[] {
  if (Buffer.compare(expected.subarray(0, structure.size), seen.subarray(0, structure.size)) === 0) return [];
  const differences: FieldDifference[] = [];
  const covered = new Uint8Array(structure.size);
  for (const field of structure.fields) {
    for (let bit = field.first; bit <= field.last; bit += 1) covered[bit >> 3]! |= 0x80 >> (bit & 7);
    const left = read(structure, field, expected, order);
    const right = read(structure, field, seen, order);
    if (left !== right)
      differences.push({ field: field.name, expected: formatField(field, left), seen: formatField(field, right) });
  }
  for (let index = 0; index < structure.size; index += 1) {
    const undeclared = ((expected[index] ?? 0) ^ (seen[index] ?? 0)) & ~covered[index]!;
    if (undeclared !== 0) {
      differences.push({
        field: `(undeclared bits of byte ${index})`,
        expected: `0x${(expected[index] ?? 0).toString(16).padStart(2, '0')}`,
        seen: `0x${(seen[index] ?? 0).toString(16).padStart(2, '0')}`,
      });
    }
  }
  return differences;
}
