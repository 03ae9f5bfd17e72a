import { pageTableEntry, regionTableEntry, segmentTableEntry } from '../../architecture/dat';
import { decodeField } from '../../codec/codec';
import type { AbsoluteStorage } from './absolute-storage';
import { prefixed } from './prefixing';

/** Absolute address of a byte that the CPU would address so; undefined where the CPU would be refused. */
export type Resolve = (address: bigint) => number | undefined;

/** DAT off: prefixing only. */
export function resolveReal(storage: AbsoluteStorage, prefix: number): Resolve {
  return (address) => {
    if (address >= BigInt(storage.size)) return undefined;
    const absolute = prefixed(Number(address), prefix);
    return storage.holds(absolute, 1) ? absolute : undefined;
  };
}

const indexShift = [20n, 31n, 42n, 53n] as const;
const indexMask = 0x7ffn;

/**
 * DAT on. QEMU cannot be asked: its stub reads and writes virtual storage but does not tell where that is, and its
 * LRA does not translate while DAT is off. Only existence matters here: protection is left to the instruction.
 */
export function resolveVirtual(storage: AbsoluteStorage, prefix: number, asce: bigint): Resolve {
  const real = resolveReal(storage, prefix);
  const entryAt = (address: bigint): Buffer | undefined =>
    // Table addresses are absolute in QEMU.
    address + 8n <= BigInt(storage.size) ? storage.read(Number(address), 8) : undefined;
  return (address) => {
    if (asce & 0x20n) return real(address);
    const top = Number((asce >> 2n) & 3n);
    if (top < 3 && address >> (indexShift[top]! + 11n) !== 0n) return undefined;
    let origin = asce & ~0xfffn;
    let first = 0n;
    let last = asce & 3n;
    for (let level = top; level >= 0; level -= 1) {
      const index = (address >> indexShift[level]!) & indexMask;
      if (index >> 9n < first || index >> 9n > last) return undefined;
      const entry = entryAt(origin + index * 8n);
      if (entry === undefined || decodeField(regionTableEntry, entry, 'invalid') !== 0n) return undefined;
      if (level > 0) {
        origin = decodeField(regionTableEntry, entry, 'origin') << 12n;
        first = decodeField(regionTableEntry, entry, 'tableOffset');
        last = decodeField(regionTableEntry, entry, 'tableLength');
        continue;
      }
      const table = decodeField(segmentTableEntry, entry, 'origin') << 11n;
      const page = entryAt(table + ((address >> 12n) & 0xffn) * 8n);
      if (page === undefined || decodeField(pageTableEntry, page, 'invalid') !== 0n) return undefined;
      return real((decodeField(pageTableEntry, page, 'origin') << 12n) | (address & 0xfffn));
    }
    return undefined;
  };
}
