import { errno } from '../../../uapi/errno';
import type { Container } from './container';
import { type DmaMapping, pieces, pin } from './dma-mapping';
import type { IommuGroup } from './group';

export const smallestPage = 4096n;
const allPages = 0xffff_ffff_ffff_f000n;

/** The most mappings that a program may have. Source: vfio_iommu_type1.c dma_entry_limit. */
export const mostMappings = 65535;

/** The type 1 IOMMU of a container. */
export class Type1 {
  /** Sorted by IOVA. */
  mappings: DmaMapping[] = [];
  /** VFIO_IOMMU_DIRTY_PAGES_FLAG_START was asked for. */
  tracking = false;
  #hardware = false;

  constructor(
    readonly container: Container,
    readonly version2: boolean,
  ) {}

  get kernel() {
    return this.container.kernel;
  }

  /** Whether an IOMMU maps what is mapped; mediated devices have none. */
  get hardware(): boolean {
    return this.#hardware;
  }

  get pageSizes(): bigint {
    return this.#hardware ? smallestPage : allPages;
  }

  /** A group comes; with its IOMMU everything mapped so far is pinned. */
  attach(group: IommuGroup): number {
    if (group.emulated || this.#hardware) return 0;
    const pinned = this.mappings.map((mapping) => pin(this.kernel.memory, mapping));
    if (pinned.includes(undefined)) return -errno.EFAULT;
    this.mappings.forEach((mapping, index) => {
      mapping.pinned = pinned[index]!;
    });
    this.#hardware = true;
    return 0;
  }

  /** The first mapping that a range touches. */
  find(iova: bigint, size: bigint): DmaMapping | undefined {
    return this.mappings.find((mapping) => mapping.iova < iova + size && iova < mapping.iova + mapping.size);
  }

  add(mapping: DmaMapping): number {
    if (this.#hardware) {
      const pinned = pin(this.kernel.memory, mapping);
      if (pinned === undefined) return -errno.EFAULT;
      mapping.pinned = pinned;
    }
    const place = this.mappings.findIndex((other) => other.iova > mapping.iova);
    this.mappings.splice(place === -1 ? this.mappings.length : place, 0, mapping);
    return 0;
  }

  remove(mapping: DmaMapping): void {
    this.mappings.splice(this.mappings.indexOf(mapping), 1);
  }

  /** The mapping a device may use for a range, all of which lies in it. */
  #usable(iova: bigint, length: number, way: 'read' | 'write'): DmaMapping | undefined {
    const mapping = this.find(iova, 1n);
    if (mapping === undefined || !mapping[way]) return undefined;
    return iova + BigInt(length) <= mapping.iova + mapping.size ? mapping : undefined;
  }

  /** What a device reads by DMA; nothing where the IOMMU blocks it. At most one page, within one page. */
  dmaRead(iova: bigint, length: number): Uint8Array | undefined {
    const mapping = this.#usable(iova, length, 'read');
    if (mapping === undefined) return undefined;
    const bytes = new Uint8Array(length);
    for (const piece of pieces(mapping, Number(iova - mapping.iova), length)) {
      const part = piece.backing.read(piece.offset, piece.length);
      if (typeof part === 'string') return undefined;
      bytes.set(part, piece.done);
    }
    return bytes;
  }

  /** What a device writes by DMA; false where the IOMMU blocks it. */
  dmaWrite(iova: bigint, bytes: Uint8Array): boolean {
    const mapping = this.#usable(iova, bytes.length, 'write');
    if (mapping === undefined) return false;
    for (const piece of pieces(mapping, Number(iova - mapping.iova), bytes.length))
      if (piece.backing.write(piece.offset, bytes.subarray(piece.done, piece.done + piece.length)) !== undefined)
        return false;
    return true;
  }
}
