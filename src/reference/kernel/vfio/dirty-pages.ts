import { errno } from '../../../uapi/errno';
import {
  vfioDirtyPagesFlags as dirtyFlags,
  vfioBitmap,
  vfioIommuType1DirtyBitmap,
  vfioIommuType1DirtyBitmapGet,
} from '../../../uapi/vfio/type1';
import { Image, type Place, places } from '../image';
import { readArgument } from './argument';
import { setBits } from './page-bitmap';
import { smallestPage, type Type1 } from './type1';

/** Bytes. Source: vfio_iommu_type1.c DIRTY_BITMAP_SIZE_MAX. */
export const largestBitmap = 1n << 28n;

export interface BitmapPlaces {
  readonly pgsize: Place;
  readonly size: Place;
  readonly data: Place;
}

export const readBitmapPlaces: BitmapPlaces = places(vfioBitmap, 'pgsize', 'size', 'data');
const header = places(vfioIommuType1DirtyBitmap, 'argsz', 'flags');
const get = places(vfioIommuType1DirtyBitmapGet, 'iova', 'size', 'bitmap.pgsize', 'bitmap.size', 'bitmap.data');
const getBitmapPlaces: BitmapPlaces = {
  pgsize: get['bitmap.pgsize'],
  size: get['bitmap.size'],
  data: get['bitmap.data'],
};
const userEnd = 1n << 47n;

/** The bitmap lies where a program can have memory and is large enough for the range. */
export function verifyBitmap(image: Image, where: BitmapPlaces, range: bigint): number {
  const [pageSize, size, data] = [image.long(where.pgsize), image.long(where.size), image.long(where.data)];
  if (data + size > userEnd) return -errno.EINVAL;
  const pages = pageSize === 0n ? 0n : range / pageSize;
  const needed = ((pages + 63n) / 64n) * 8n;
  return pages === 0n || size === 0n || size > largestBitmap || size < needed ? -errno.EINVAL : 0;
}

/** Sets the bits of the pages that count as dirty: with an IOMMU that is everything mapped. */
export function reportDirty(iommu: Type1, iova: bigint, size: bigint, image: Image, where: BitmapPlaces): number {
  if (!iommu.hardware) return 0;
  const data = image.long(where.data);
  for (const mapping of iommu.mappings) {
    const from = mapping.iova > iova ? mapping.iova : iova;
    const end = mapping.iova + mapping.size < iova + size ? mapping.iova + mapping.size : iova + size;
    if (
      from < end &&
      !setBits(iommu.kernel, data, Number((from - iova) / smallestPage), Number((end - from) / smallestPage))
    )
      return -errno.EFAULT;
  }
  return 0;
}

function getBitmap(iommu: Type1, address: bigint, argsz: number): number {
  const { kernel } = iommu;
  if (argsz < vfioIommuType1DirtyBitmap.size + vfioIommuType1DirtyBitmapGet.size) return -errno.EINVAL;
  const bytes = kernel.memory.copyIn(
    address + BigInt(vfioIommuType1DirtyBitmap.size),
    vfioIommuType1DirtyBitmapGet.size,
  );
  if (bytes === undefined) return -errno.EFAULT;
  const image = new Image(bytes, kernel.order);
  const [iova, size] = [image.long(get.iova), image.long(get.size)];
  if (iova + size > 0xffff_ffff_ffff_ffffn) return -errno.EINVAL;
  const invalid = verifyBitmap(image, getBitmapPlaces, size);
  if (invalid !== 0) return invalid;
  for (const check of kernel.configuration.model.vfio.dirtyBitmapChecks)
    if (check.fails({ iommu, iova, size, pageSize: image.long(getBitmapPlaces.pgsize) })) return -errno.EINVAL;
  const result = coverage(iommu, iova, size);
  return result === 0 ? reportDirty(iommu, iova, size, image, getBitmapPlaces) : result;
}

/** A range must not cut a mapping. */
function coverage(iommu: Type1, iova: bigint, size: bigint): number {
  const cut = (at: bigint) => iommu.mappings.some((one) => one.iova < at && at < one.iova + one.size);
  return cut(iova) || cut(iova + size) ? -errno.EINVAL : 0;
}

export interface DirtyBitmapRequest {
  readonly iommu: Type1;
  readonly iova: bigint;
  readonly size: bigint;
  readonly pageSize: bigint;
}

/** What VFIO_IOMMU_DIRTY_PAGES_FLAG_GET_BITMAP wants, in order; each failure is EINVAL. */
export const dirtyBitmapChecks: readonly { name: string; fails: (request: DirtyBitmapRequest) => boolean }[] = [
  { name: 'page size', fails: ({ pageSize }) => pageSize !== smallestPage },
  { name: 'iova', fails: ({ iova }) => iova % smallestPage !== 0n },
  { name: 'size', fails: ({ size }) => size === 0n || size % smallestPage !== 0n },
  { name: 'started', fails: ({ iommu }) => !iommu.tracking },
];

/** One flag, which is known. */
export const oneDirtyFlag = (flags: number): boolean => (Object.values(dirtyFlags) as number[]).includes(flags);

/** VFIO_IOMMU_DIRTY_PAGES. Source: Linux 6.12 drivers/vfio/vfio_iommu_type1.c vfio_iommu_type1_dirty_pages. */
export function dirtyPages(iommu: Type1, address: bigint): number {
  if (!iommu.version2) return -errno.EACCES;
  const argument = readArgument(iommu.kernel, address, vfioIommuType1DirtyBitmap.size);
  if (typeof argument === 'number') return argument;
  const flags = argument.number(header.flags);
  if (!iommu.kernel.configuration.model.vfio.oneDirtyFlag(flags)) return -errno.EINVAL;
  if ((flags & dirtyFlags.VFIO_IOMMU_DIRTY_PAGES_FLAG_GET_BITMAP) !== 0)
    return getBitmap(iommu, address, argument.number(header.argsz));
  iommu.tracking = (flags & dirtyFlags.VFIO_IOMMU_DIRTY_PAGES_FLAG_START) !== 0;
  return 0;
}
