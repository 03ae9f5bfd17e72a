import type { HostField } from './host-structure';

/**
 * A declared structure. Field positions are bits in IBM numbering: bit 0 is the most significant bit of byte 0.
 * For big-endian structures any run of bits may be a field; for structures in the byte order of a host every field
 * is a whole number of bytes (see `host-structure`).
 */
export interface Field {
  readonly name: string;
  /** First and last bit in the structure, both inside. */
  readonly first: number;
  readonly last: number;
  /** Names of values, where values have names. */
  readonly meaning?: Readonly<Record<string, string>>;
  /** Set when the field is stored in the byte order of a host. */
  readonly host?: HostField;
}

export interface Structure {
  readonly name: string;
  /** Size in bytes. */
  readonly size: number;
  /** Where the layout is stated. */
  readonly source: string;
  readonly fields: readonly Field[];
  readonly byName: ReadonlyMap<string, Field>;
}

/** Position of a field: one bit, or first and last bit. */
export type Bits = number | readonly [first: number, last: number];
export type FieldDeclaration = Bits | { readonly bits: Bits; readonly meaning: Readonly<Record<string, string>> };

/** Bits of a field of whole bytes at a byte offset. */
export function bytesAt(offset: number, length: number): Bits {
  return [offset * 8, (offset + length) * 8 - 1];
}

/** Declarations of an array of equal fields: `prefix0`, `prefix1`, … */
export function arrayAt(prefix: string, count: number, offset: number, length: number): Record<string, Bits> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`${prefix}${index}`, bytesAt(offset + index * length, length)]),
  );
}

/**
 * Declares a structure. Fields may overlap only when the overlap is declared as an alternative view of the same bits.
 * @throws Error when a field lies outside the structure or a name is used twice
 */
export function structure(
  name: string,
  size: number,
  source: string,
  declarations: Readonly<Record<string, FieldDeclaration>>,
): Structure {
  const fields = Object.entries(declarations).map(([fieldName, declaration]): Field => {
    const named = typeof declaration === 'object' && 'bits' in declaration;
    const bits = named ? declaration.bits : declaration;
    const [first, last] = typeof bits === 'number' ? [bits, bits] : bits;
    if (first < 0 || last < first || last >= size * 8)
      throw new Error(`${name}.${fieldName}: bits ${first}-${last} of ${size} bytes`);
    return named ? { name: fieldName, first, last, meaning: declaration.meaning } : { name: fieldName, first, last };
  });
  return { name, size, source, fields, byName: new Map(fields.map((field) => [field.name, field])) };
}
