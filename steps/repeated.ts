/** A run of bytes that repeats a pattern from its start. */
export function repeated(pattern: Uint8Array, length: number): Uint8Array {
  return Buffer.alloc(length, pattern);
}
