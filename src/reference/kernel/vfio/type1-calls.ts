import { encode } from '../../../codec/codec';
import { errno } from '../../../uapi/errno';
import {
  vfioType1Ioctls as calls,
  vfioIommuType1Capabilities as capabilities,
  vfioBitmap,
  vfioDmaMapFlags,
  vfioDmaUnmapFlags,
  vfioIommuInfoFlags,
  vfioIommuType1DmaMap,
  vfioIommuType1DmaUnmap,
  vfioIommuType1Info,
  vfioIommuType1InfoCapIovaRange,
  vfioIommuType1InfoCapMigration,
  vfioIommuType1InfoDmaAvail,
  vfioIovaRange,
} from '../../../uapi/vfio/type1';
import { Image, places } from '../image';
import type { Result } from '../operation';
import { answerInfo, type Capability, copyOut, readArgument } from './argument';
import { dirtyPages, largestBitmap, readBitmapPlaces, reportDirty, verifyBitmap } from './dirty-pages';
import { mostMappings, smallestPage, type Type1 } from './type1';

export type Type1Call = (iommu: Type1, address: bigint) => Result;

const info = places(vfioIommuType1Info, 'argsz', 'flags', 'iova_pgsizes', 'cap_offset');
const map = places(vfioIommuType1DmaMap, 'flags', 'vaddr', 'iova', 'size');
const unmap = places(vfioIommuType1DmaUnmap, 'argsz', 'flags', 'iova', 'size');
const all64 = 0xffff_ffff_ffff_ffffn;

function capabilitiesOf(iommu: Type1): Capability[] {
  const range = encode(vfioIovaRange, { start: 0n, end: all64 }, undefined, iommu.kernel.order);
  const ranges: Capability = {
    id: capabilities.VFIO_IOMMU_TYPE1_INFO_CAP_IOVA_RANGE,
    version: 1,
    structure: vfioIommuType1InfoCapIovaRange,
    values: { nr_iovas: 1 },
    tail: range,
  };
  return [
    {
      id: capabilities.VFIO_IOMMU_TYPE1_INFO_CAP_MIGRATION,
      version: 1,
      structure: vfioIommuType1InfoCapMigration,
      values: { pgsize_bitmap: smallestPage, max_dirty_bitmap_size: largestBitmap },
    },
    {
      id: capabilities.VFIO_IOMMU_TYPE1_INFO_DMA_AVAIL,
      version: 1,
      structure: vfioIommuType1InfoDmaAvail,
      values: { avail: mostMappings - iommu.mappings.length },
    },
    ...(iommu.hardware ? [ranges] : []),
  ];
}

function getInfo(iommu: Type1, address: bigint): number {
  const { kernel } = iommu;
  const argument = readArgument(kernel, address, info.cap_offset.offset);
  if (typeof argument === 'number') return argument;
  const argsz = argument.number(info.argsz);
  const answer = Image.of(vfioIommuType1Info.size, kernel.order)
    .put(info.argsz, argsz)
    .put(info.flags, vfioIommuInfoFlags.VFIO_IOMMU_INFO_PGSIZES)
    .put(info.iova_pgsizes, iommu.pageSizes);
  const caps = vfioIommuInfoFlags.VFIO_IOMMU_INFO_CAPS;
  return answerInfo(kernel, address, answer, info, caps, capabilitiesOf(iommu), Math.min(argsz, answer.bytes.length));
}

const misaligned = (...values: bigint[]): boolean => values.some((value) => value % smallestPage !== 0n);
const wraps = (start: bigint, size: bigint): boolean => start + size - 1n > all64;
const {
  VFIO_DMA_MAP_FLAG_READ: read,
  VFIO_DMA_MAP_FLAG_WRITE: write,
  VFIO_DMA_MAP_FLAG_VADDR: vaddrFlag,
} = vfioDmaMapFlags;

function mapDma(iommu: Type1, address: bigint): number {
  const argument = readArgument(iommu.kernel, address, vfioIommuType1DmaMap.size);
  if (typeof argument === 'number') return argument;
  const flags = argument.number(map.flags);
  const [vaddr, iova, size] = [argument.long(map.vaddr), argument.long(map.iova), argument.long(map.size)];
  const access = flags & (read | write);
  const newAddress = (flags & vaddrFlag) !== 0;
  if ((flags & ~(read | write | vaddrFlag)) !== 0 || (access !== 0) === newAddress) return -errno.EINVAL;
  if (size === 0n || misaligned(size, iova, vaddr) || wraps(iova, size) || wraps(vaddr, size)) return -errno.EINVAL;
  const old = iommu.find(iova, size);
  if (newAddress) {
    if (old === undefined) return -errno.ENOENT;
    if (!old.withoutAddress || old.iova !== iova || old.size !== size) return -errno.EINVAL;
    old.vaddr = vaddr;
    old.withoutAddress = false;
    return 0;
  }
  if (old !== undefined) return -errno.EEXIST;
  if (iommu.mappings.length >= mostMappings) return -errno.ENOSPC;
  const may = { read: (access & read) !== 0, write: (access & write) !== 0 };
  return iommu.add({ iova, size, vaddr, ...may, withoutAddress: false });
}

const {
  VFIO_DMA_UNMAP_FLAG_GET_DIRTY_BITMAP: wantsBitmap,
  VFIO_DMA_UNMAP_FLAG_ALL: everything,
  VFIO_DMA_UNMAP_FLAG_VADDR: addressOnly,
} = vfioDmaUnmapFlags;

function unmapDma(iommu: Type1, address: bigint): number {
  const { kernel } = iommu;
  const argument = readArgument(kernel, address, vfioIommuType1DmaUnmap.size);
  if (typeof argument === 'number') return argument;
  const flags = argument.number(unmap.flags);
  const [iova, size] = [argument.long(unmap.iova), argument.long(unmap.size)];
  if ((flags & ~(wantsBitmap | everything | addressOnly)) !== 0) return -errno.EINVAL;
  let bitmap: Image | undefined;
  if ((flags & wantsBitmap) !== 0) {
    if ((flags & (everything | addressOnly)) !== 0) return -errno.EINVAL;
    if (argument.number(unmap.argsz) < vfioIommuType1DmaUnmap.size + vfioBitmap.size) return -errno.EINVAL;
    const bytes = kernel.memory.copyIn(address + BigInt(vfioIommuType1DmaUnmap.size), vfioBitmap.size);
    if (bytes === undefined) return -errno.EFAULT;
    bitmap = new Image(bytes, kernel.order);
    const invalid = verifyBitmap(bitmap, readBitmapPlaces, size);
    if (invalid !== 0) return invalid;
  }
  if (misaligned(iova)) return -errno.EINVAL;
  if ((flags & everything) !== 0) {
    if (iova !== 0n || size !== 0n) return -errno.EINVAL;
  } else if (size === 0n || misaligned(size) || wraps(iova, size)) return -errno.EINVAL;
  if (bitmap !== undefined && (!iommu.tracking || bitmap.long(readBitmapPlaces.pgsize) !== smallestPage))
    return -errno.EINVAL;
  const end = (flags & everything) !== 0 ? all64 + 1n : iova + size;
  const chosen = chooseMappings(iommu, iova, end);
  if (typeof chosen === 'number') return chosen;
  if ((flags & addressOnly) !== 0) {
    if ([...iommu.container.groups].some(({ emulated }) => emulated)) return -errno.EBUSY;
    if (chosen.some(({ withoutAddress }) => withoutAddress)) return -errno.EINVAL;
    for (const mapping of chosen) mapping.withoutAddress = true;
  } else {
    if (bitmap !== undefined) {
      const result = reportDirty(iommu, iova, size, bitmap, readBitmapPlaces);
      if (result !== 0) return result;
    }
    for (const mapping of chosen) iommu.remove(mapping);
  }
  const unmapped = chosen.reduce((sum, mapping) => sum + mapping.size, 0n);
  return copyOut(kernel, address, argument.put(unmap.size, unmapped).bytes);
}

/** Version 2 refuses to cut a mapping; version 1 takes the whole of one that begins in the range. */
function chooseMappings(iommu: Type1, iova: bigint, end: bigint) {
  const touched = iommu.mappings.filter((one) => one.iova < end && iova < one.iova + one.size);
  if (!iommu.version2) return touched[0] !== undefined && touched[0].iova < iova ? [] : touched;
  return touched.some((one) => one.iova < iova || one.iova + one.size > end) ? -errno.EINVAL : touched;
}

/** Calls of the type 1 IOMMU. Source: Linux 6.12 drivers/vfio/vfio_iommu_type1.c. */
export const type1Calls: ReadonlyMap<number, Type1Call> = new Map([
  [calls.VFIO_IOMMU_GET_INFO, getInfo],
  [calls.VFIO_IOMMU_MAP_DMA, mapDma],
  [calls.VFIO_IOMMU_UNMAP_DMA, unmapDma],
  [calls.VFIO_IOMMU_DIRTY_PAGES, dirtyPages],
] satisfies [number, Type1Call][]);
