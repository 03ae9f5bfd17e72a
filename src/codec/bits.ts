import type { Field } from './structure';

/** Reads a field as an unsigned number. */
export function readField(bytes: Uint8Array, field: Field): bigint {
  const firstByte = field.first >> 3;
  const lastByte = field.last >> 3;
  let value = 0n;
  for (let index = firstByte; index <= lastByte; index += 1) value = (value << 8n) | BigInt(bytes[index] ?? 0);
  value >>= BigInt(7 - (field.last & 7));
  return BigInt.asUintN(field.last - field.first + 1, value);
}

/**
 * Writes a field into its place and leaves all other bits alone.
 * @throws RangeError when the value does not fit the field
 */
export function writeField(bytes: Uint8Array, field: Field, value: bigint): void {
  const width = field.last - field.first + 1;
  if (value < 0n || value >> BigInt(width) !== 0n) {
    throw new RangeError(`${field.name}: ${value} does not fit ${width} bit${width === 1 ? '' : 's'}`);
  }
  const firstByte = field.first >> 3;
  const lastByte = field.last >> 3;
  const shift = BigInt(7 - (field.last & 7));
  let pending = value << shift;
  let mask = ((1n << BigInt(width)) - 1n) << shift;
  for (let index = lastByte; index >= firstByte; index -= 1) {
    const keep = 0xff & ~Number(mask & 0xffn);
    bytes[index] = ((bytes[index] ?? 0) & keep) | Number(pending & 0xffn);
    pending >>= 8n;
    mask >>= 8n;
  }
}
