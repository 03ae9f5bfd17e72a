import { readNumber } from '../../src/codec/host-field';
import type { ByteOrder } from '../../src/codec/host-structure';
import { vfioInfoCapHeader } from '../../src/uapi/vfio/device';

export interface Chain {
  readonly found: readonly { readonly offset: number; readonly id: number }[];
  /** `next 0`, or what is wrong with the chain. */
  readonly ends: string;
}

/** Follows a chain of capabilities from an offset, as far as it lies in the buffer. */
export function capabilityChain(bytes: Uint8Array, first: number, order: ByteOrder): Chain {
  const number = (offset: number, length: number): number => Number(readNumber(bytes, offset, length, order));
  const found: { offset: number; id: number }[] = [];
  let offset = first;
  while (offset !== 0) {
    if (offset + vfioInfoCapHeader.size > bytes.length) return { found, ends: `outside the buffer, next ${offset}` };
    if (found.some((one) => one.offset === offset)) return { found, ends: `in a circle, next ${offset}` };
    found.push({ offset, id: number(offset, 2) });
    offset = number(offset + 4, 4);
  }
  return { found, ends: found.length === 0 ? 'before it begins' : 'next 0' };
}
