import { frameSize } from '../../../architecture/storage-key';
import type { Backing, UserMemory } from '../user-memory';

/** Part of a mapping that lies in one mapping of the program: pinned, so it outlives that. */
interface Segment {
  /** Bytes from the start of the DMA mapping. */
  readonly start: number;
  readonly length: number;
  readonly backing: Backing;
  readonly offset: number;
}

/** What a program has mapped for DMA of its devices. */
export interface DmaMapping {
  readonly iova: bigint;
  readonly size: bigint;
  vaddr: bigint;
  readonly read: boolean;
  readonly write: boolean;
  /** VFIO_DMA_UNMAP_FLAG_VADDR took the address away. */
  withoutAddress: boolean;
  /** There once an IOMMU maps it. */
  pinned?: readonly Segment[];
}

/** The memory behind a mapping, or nothing where a byte of it is not there or not writable as asked. */
export function pin(memory: UserMemory, mapping: DmaMapping): Segment[] | undefined {
  const segments: Segment[] = [];
  const base = Number(mapping.vaddr);
  const size = Number(mapping.size);
  for (let start = 0; start < size; ) {
    const found = memory.mapping(base + start);
    if (found === undefined || !found.readable || (mapping.write && !found.writable)) return undefined;
    const into = base + start - found.start;
    const length = Math.min(size - start, found.length - into);
    segments.push({ start, length, backing: found.backing, offset: found.offset + into });
    start += length;
  }
  return segments;
}

/** The pieces of a range of a pinned mapping, each within one page. */
export function* pieces(
  mapping: DmaMapping,
  from: number,
  length: number,
): Generator<{ backing: Backing; offset: number; done: number; length: number }> {
  for (let done = 0; done < length; ) {
    const at = from + done;
    const segment = mapping.pinned?.find(({ start, length: size }) => at >= start && at < start + size);
    if (segment === undefined) return;
    const offset = segment.offset + at - segment.start;
    const part = Math.min(length - done, frameSize - (offset % frameSize), segment.start + segment.length - at);
    yield { backing: segment.backing, offset, done, length: part };
    done += part;
  }
}
