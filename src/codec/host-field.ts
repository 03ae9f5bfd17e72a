import type { ByteOrder, HostField, Meaning, Names } from './host-structure';

/** Reads `length` bytes at `offset` as a number in a byte order; bytes beyond the end are zero. */
export function readNumber(
  image: Uint8Array,
  offset: number,
  length: number,
  order: ByteOrder,
  signed = false,
): bigint {
  if (length <= 4) {
    let value = 0;
    for (let index = 0; index < length; index += 1)
      value = value * 256 + (image[order === 'big' ? offset + index : offset + length - 1 - index] ?? 0);
    return signed ? BigInt.asIntN(length * 8, BigInt(value)) : BigInt(value);
  }
  let value = 0n;
  for (let index = 0; index < length; index += 4) {
    const part = Math.min(4, length - index);
    const at = order === 'big' ? offset + index : offset + length - index - part;
    value = (value << BigInt(part * 8)) | readNumber(image, at, part, order);
  }
  return signed ? BigInt.asIntN(length * 8, value) : value;
}

/** Writes the low-order `length` bytes of a number at `offset`. */
export function writeNumber(image: Uint8Array, offset: number, length: number, order: ByteOrder, value: bigint): void {
  let pending = value;
  for (let index = 0; index < length; index += 4) {
    const part = Math.min(4, length - index);
    let low = Number(pending & 0xffffffffn);
    for (let byte = 0; byte < part; byte += 1) {
      const at = index + byte;
      image[order === 'little' ? offset + at : offset + length - 1 - at] = low % 256;
      low = Math.floor(low / 256);
    }
    pending >>= 32n;
  }
}

/** Whether a value fits `length` bytes: a signed field takes its own range, an unsigned one no negative value. */
export function fits(value: bigint, length: number, { type }: HostField): boolean {
  const width = length * 8;
  return type === 'signed' ? BigInt.asIntN(width, value) === value : BigInt.asUintN(width, value) === value;
}

const hex = (value: bigint): string => `0x${value.toString(16)}`;

function nameOf(names: Names, value: bigint): string | undefined {
  return Object.keys(names).find((name) => BigInt(names[name] ?? -1) === value);
}

function flagNames({ flags, values, mask }: Extract<Meaning, { kind: 'flags' }>, value: bigint): string[] {
  const texts: string[] = [];
  const inside = BigInt(mask ?? 0);
  let rest = value & ~inside;
  for (const [name, flag] of Object.entries(flags)) {
    const bits = BigInt(flag);
    if (bits !== 0n && (rest & bits) === bits) {
      texts.push(name);
      rest &= ~bits;
    }
  }
  if (values !== undefined) texts.push(nameOf(values, value & inside) ?? hex(value & inside));
  if (rest !== 0n) texts.push(hex(rest));
  return texts.length === 0 ? ['0'] : texts;
}

/** The text of a number of a given meaning: names as in the header, joined by ` | `; decimal where nothing is named. */
export function textOf(value: bigint, meaning: Meaning | undefined): string {
  switch (meaning?.kind) {
    case 'flags':
      return flagNames(meaning, value).join(' | ');
    case 'values':
      return nameOf(meaning.values, value) ?? value.toString();
    case 'hexadecimal':
      return hex(value);
    case undefined:
      return value.toString();
  }
}

/** What all names begin with, up to an underscore. */
function prefixOf(names: readonly string[]): string {
  const [first = ''] = names;
  let length = first.lastIndexOf('_') + 1;
  while (length > 0 && !names.every((name) => name.startsWith(first.slice(0, length))))
    length = first.lastIndexOf('_', length - 2) + 1;
  return first.slice(0, length);
}

/** Without the beginning that the names of a meaning share, joined by `|`: `SET|MIG_DEVICE_STATE`. */
export function shortTextOf(value: bigint, meaning: Meaning | undefined): string {
  if (meaning === undefined || meaning.kind === 'hexadecimal') return textOf(value, meaning);
  const names = [...(meaning.kind === 'flags' ? Object.keys(meaning.flags) : []), ...Object.keys(meaning.values ?? {})];
  const prefix = prefixOf(names);
  return textOf(value, meaning)
    .split(' | ')
    .map((text) => (text.startsWith(prefix) ? text.slice(prefix.length) : text))
    .join('|');
}
