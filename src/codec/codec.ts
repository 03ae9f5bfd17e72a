import { readField, writeField } from './bits';
import type { Field, Structure } from './structure';

export type Values = Readonly<Record<string, bigint | number>>;

function fieldOf(structure: Structure, name: string): Field {
  const field = structure.byName.get(name);
  if (field === undefined) throw new RangeError(`${structure.name} has no field "${name}"`);
  return field;
}

/** Encodes the named fields; all other bits are zero, or as in `over`. */
export function encode(structure: Structure, values: Values, over?: Uint8Array): Uint8Array {
  const bytes = over === undefined ? new Uint8Array(structure.size) : over.slice(0, structure.size);
  for (const [name, value] of Object.entries(values)) writeField(bytes, fieldOf(structure, name), BigInt(value));
  return bytes;
}

/** Decodes one field. */
export function decodeField(structure: Structure, bytes: Uint8Array, name: string): bigint {
  if (bytes.length < structure.size)
    throw new RangeError(`${structure.name} needs ${structure.size} bytes, not ${bytes.length}`);
  return readField(bytes, fieldOf(structure, name));
}

/** Decodes every declared field. */
export function decode(structure: Structure, bytes: Uint8Array): Record<string, bigint> {
  return Object.fromEntries(structure.fields.map((field) => [field.name, decodeField(structure, bytes, field.name)]));
}

/** A field's value as the reader wants it: hexadecimal in the width of the field, with the name of the value if it has one. */
export function formatField(field: Field, value: bigint): string {
  const width = field.last - field.first + 1;
  const text = width === 1 ? value.toString() : `0x${value.toString(16).padStart(Math.ceil(width / 4), '0')}`;
  const meaning = field.meaning?.[value.toString()];
  return meaning === undefined ? text : `${text} (${meaning})`;
}

export interface DescribedField {
  readonly field: string;
  readonly value: string;
}

/** Describes the fields that are not zero, in order of declaration. */
export function describe(structure: Structure, bytes: Uint8Array): DescribedField[] {
  return structure.fields
    .map((field) => ({ field, value: readField(bytes, field) }))
    .filter(({ value }) => value !== 0n)
    .map(({ field, value }) => ({ field: field.name, value: formatField(field, value) }));
}

export interface FieldDifference {
  readonly field: string;
  readonly expected: string;
  readonly seen: string;
}

/** The declared fields in which two images differ. Bits that no field covers are reported as `(undeclared bits)`. */
export function diff(structure: Structure, expected: Uint8Array, seen: Uint8Array): FieldDifference[] {
  if (Buffer.compare(expected.subarray(0, structure.size), seen.subarray(0, structure.size)) === 0) return [];
  const differences: FieldDifference[] = [];
  const covered = new Uint8Array(structure.size);
  for (const field of structure.fields) {
    for (let bit = field.first; bit <= field.last; bit += 1) covered[bit >> 3]! |= 0x80 >> (bit & 7);
    const left = readField(expected, field);
    const right = readField(seen, field);
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
