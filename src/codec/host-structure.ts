import type { Field, Structure } from './structure';

/** The order in which a host stores the bytes of a number. */
export type ByteOrder = 'big' | 'little';

/** Names of single bits or of masks. */
export type Flags = Readonly<Record<string, number | bigint>>;

/** Names of values. */
export type Names = Readonly<Record<string, number | bigint>>;

/**
 * What the numbers of a field mean. `flags`: the field is a set of bits; `values` beside them name what stands in the bits of `mask`.
 * `values`: the field is one of them. `hexadecimal`: an address or a pattern of bits. Without a meaning a number is decimal.
 */
export type Meaning =
  | { readonly kind: 'flags'; readonly flags: Flags; readonly values?: Names; readonly mask?: number }
  | { readonly kind: 'values'; readonly values: Names }
  | { readonly kind: 'hexadecimal' };

/** How a field of a structure in host byte order is stored. */
export interface HostField {
  readonly type: 'unsigned' | 'signed' | 'bytes';
  readonly meaning?: Meaning;
}

export interface HostDeclaration extends HostField {
  readonly offset: number;
  /** Bytes. */
  readonly length: number;
}

export const flags = (table: Flags): Meaning => ({ kind: 'flags', flags: table });
/** Flags, and a value in the bits of `mask`. */
export const flagsWith = (table: Flags, mask: number, values: Names): Meaning => ({
  kind: 'flags',
  flags: table,
  mask,
  values,
});
export const values = (table: Names): Meaning => ({ kind: 'values', values: table });
export const hexadecimal: Meaning = { kind: 'hexadecimal' };

const number =
  (length: number, type: 'unsigned' | 'signed') =>
  (offset: number, meaning?: Meaning): HostDeclaration =>
    meaning === undefined ? { offset, length, type } : { offset, length, type, meaning };

export const u8 = number(1, 'unsigned');
export const u16 = number(2, 'unsigned');
export const u32 = number(4, 'unsigned');
export const u64 = number(8, 'unsigned');
export const s16 = number(2, 'signed');
export const s32 = number(4, 'signed');
export const s64 = number(8, 'signed');

/** Bytes that have no byte order; as a number the first byte is the most significant. */
export const bytes = (offset: number, length: number): HostDeclaration => ({ offset, length, type: 'bytes' });

/** Declarations of an array of equal fields, named as in C: `gprs[0]`, `gprs[1]`, … */
export function hostArray(
  name: string,
  count: number,
  offset: number,
  element: (offset: number, meaning?: Meaning) => HostDeclaration,
  meaning?: Meaning,
): Record<string, HostDeclaration> {
  const { length } = element(offset);
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`${name}[${index}]`, element(offset + index * length, meaning)]),
  );
}

/**
 * Declares a structure in the byte order of a host; field names are C member designators. Fields that overlap are members
 * of a union: a structure of its own declares the other view under the same C name.
 * @throws Error when a field lies outside the structure or overlaps another
 */
export function hostStructure(
  name: string,
  size: number,
  source: string,
  declarations: Readonly<Record<string, HostDeclaration>>,
): Structure {
  const taken = new Map<number, string>();
  const fields = Object.entries(declarations).map(([fieldName, { offset, length, ...host }]): Field => {
    if (offset < 0 || length < 1 || offset + length > size)
      throw new Error(`${name}.${fieldName}: bytes ${offset}-${offset + length - 1} of ${size}`);
    for (let at = offset; at < offset + length; at += 1) {
      const other = taken.get(at);
      if (other !== undefined) throw new Error(`${name}.${fieldName} overlaps ${other}`);
      taken.set(at, fieldName);
    }
    return { name: fieldName, first: offset * 8, last: (offset + length) * 8 - 1, host };
  });
  return { name, size, source, fields, byName: new Map(fields.map((field) => [field.name, field])) };
}
