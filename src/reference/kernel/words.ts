/** Byte order of host-face structures. */
export type ByteOrder = 'big' | 'little';

/** An unsigned number of 1 to 8 bytes. */
export function readWord(bytes: Uint8Array, offset: number, length: number, order: ByteOrder): bigint {
  let value = 0n;
  for (let index = 0; index < length; index += 1) {
    const at = order === 'big' ? offset + index : offset + length - 1 - index;
    value = (value << 8n) | BigInt(bytes[at]!);
  }
  return value;
}

export function writeWord(value: bigint, length: number, order: ByteOrder): Uint8Array {
  const bytes = new Uint8Array(length);
  let rest = BigInt.asUintN(length * 8, value);
  for (let index = 0; index < length; index += 1) {
    bytes[order === 'big' ? length - 1 - index : index] = Number(rest & 0xffn);
    rest >>= 8n;
  }
  return bytes;
}
