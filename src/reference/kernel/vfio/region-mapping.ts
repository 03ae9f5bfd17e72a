import { errno } from '../../../uapi/errno';
import { vfioRegionInfoFlags } from '../../../uapi/vfio/regions';
import type { Backing } from '../user-memory';
import type { Region } from './region';

/** What a mapping of part of a region gives: each access reaches the device. */
export function regionBacking(region: Region, start: number, length: number): Backing | number {
  if ((region.flags & vfioRegionInfoFlags.VFIO_REGION_INFO_FLAG_MMAP) === 0 || start + length > region.size)
    return -errno.EINVAL;
  return {
    page: (offset) => region.page?.(start + offset),
    read: (offset, size) => {
      const bytes = region.read!(start + offset, size);
      return typeof bytes === 'number' ? 'SIGBUS' : bytes;
    },
    write: (offset, bytes) => (region.write!(start + offset, bytes) === 0 ? undefined : 'SIGBUS'),
  };
}
