import type { Kernel } from '../kernel';

/**
 * Sets bits of a bitmap in user memory: bit i is bit i % 64, least significant first, of 64-bit word i / 64 in the
 * byte order of the host. Other bits stay.
 * @returns false where the bitmap could not be changed
 */
export function setBits(kernel: Kernel, bitmap: bigint, first: number, count: number): boolean {
  const start = Math.floor(first / 64) * 8;
  const end = (Math.floor((first + count - 1) / 64) + 1) * 8;
  const bytes = kernel.memory.copyIn(bitmap + BigInt(start), end - start);
  if (bytes === undefined) return false;
  for (let bit = first; bit < first + count; bit += 1) bytes[byteOf(kernel, bit) - start]! |= 1 << (bit % 8);
  return kernel.memory.copyOut(bitmap + BigInt(start), bytes);
}

/** Where a bit lies, in bytes from the start of the bitmap. */
function byteOf(kernel: Kernel, bit: number): number {
  const inWord = Math.floor((bit % 64) / 8);
  return Math.floor(bit / 64) * 8 + (kernel.order === 'big' ? 7 - inWord : inWord);
}
