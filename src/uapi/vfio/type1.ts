/** Linux 6.12 include/uapi/linux/vfio.h: the type 1 IOMMU of a container. */
import { flags, hexadecimal, hostStructure, u32, u64 } from '../../codec/host-structure';
import { capabilityHeader } from './device';

const source = 'Linux 6.12 include/uapi/linux/vfio.h';

export const vfioType1Ioctls = {
  VFIO_IOMMU_GET_INFO: 0x3b70,
  VFIO_IOMMU_MAP_DMA: 0x3b71,
  VFIO_IOMMU_UNMAP_DMA: 0x3b72,
  VFIO_IOMMU_ENABLE: 0x3b73,
  VFIO_IOMMU_DISABLE: 0x3b74,
  VFIO_IOMMU_DIRTY_PAGES: 0x3b75,
} as const;

export const vfioIommuInfoFlags = { VFIO_IOMMU_INFO_PGSIZES: 1, VFIO_IOMMU_INFO_CAPS: 2 } as const;

export const vfioIommuType1Info = hostStructure('vfio_iommu_type1_info', 24, source, {
  argsz: u32(0),
  flags: u32(4, flags(vfioIommuInfoFlags)),
  iova_pgsizes: u64(8, hexadecimal),
  cap_offset: u32(16),
  pad: u32(20),
});

export const vfioIommuType1Capabilities = {
  VFIO_IOMMU_TYPE1_INFO_CAP_IOVA_RANGE: 1,
  VFIO_IOMMU_TYPE1_INFO_CAP_MIGRATION: 2,
  VFIO_IOMMU_TYPE1_INFO_DMA_AVAIL: 3,
} as const;

export const vfioIovaRange = hostStructure('vfio_iova_range', 16, source, {
  start: u64(0, hexadecimal),
  end: u64(8, hexadecimal),
});

/** Followed by `nr_iovas` ranges. */
export const vfioIommuType1InfoCapIovaRange = hostStructure('vfio_iommu_type1_info_cap_iova_range', 16, source, {
  ...capabilityHeader(),
  nr_iovas: u32(8),
  reserved: u32(12),
});

export const vfioIommuType1InfoCapMigration = hostStructure('vfio_iommu_type1_info_cap_migration', 32, source, {
  ...capabilityHeader(),
  flags: u32(8),
  pgsize_bitmap: u64(16, hexadecimal),
  max_dirty_bitmap_size: u64(24),
});

export const vfioIommuType1InfoDmaAvail = hostStructure('vfio_iommu_type1_info_dma_avail', 12, source, {
  ...capabilityHeader(),
  avail: u32(8),
});

export const vfioDmaMapFlags = {
  VFIO_DMA_MAP_FLAG_READ: 1,
  VFIO_DMA_MAP_FLAG_WRITE: 2,
  VFIO_DMA_MAP_FLAG_VADDR: 4,
} as const;

export const vfioIommuType1DmaMap = hostStructure('vfio_iommu_type1_dma_map', 32, source, {
  argsz: u32(0),
  flags: u32(4, flags(vfioDmaMapFlags)),
  vaddr: u64(8, hexadecimal),
  iova: u64(16, hexadecimal),
  size: u64(24, hexadecimal),
});

export const vfioDmaUnmapFlags = {
  VFIO_DMA_UNMAP_FLAG_GET_DIRTY_BITMAP: 1,
  VFIO_DMA_UNMAP_FLAG_ALL: 2,
  VFIO_DMA_UNMAP_FLAG_VADDR: 4,
} as const;

/** Followed by `vfio_bitmap` with GET_DIRTY_BITMAP. */
export const vfioIommuType1DmaUnmap = hostStructure('vfio_iommu_type1_dma_unmap', 24, source, {
  argsz: u32(0),
  flags: u32(4, flags(vfioDmaUnmapFlags)),
  iova: u64(8, hexadecimal),
  size: u64(16, hexadecimal),
});

/** `size` in bytes; `data` points to one bit for each page. */
export const vfioBitmap = hostStructure('vfio_bitmap', 24, source, {
  pgsize: u64(0),
  size: u64(8),
  data: u64(16, hexadecimal),
});

export const vfioDirtyPagesFlags = {
  VFIO_IOMMU_DIRTY_PAGES_FLAG_START: 1,
  VFIO_IOMMU_DIRTY_PAGES_FLAG_STOP: 2,
  VFIO_IOMMU_DIRTY_PAGES_FLAG_GET_BITMAP: 4,
} as const;

/** Followed by `vfio_iommu_type1_dirty_bitmap_get` with GET_BITMAP. */
export const vfioIommuType1DirtyBitmap = hostStructure('vfio_iommu_type1_dirty_bitmap', 8, source, {
  argsz: u32(0),
  flags: u32(4, flags(vfioDirtyPagesFlags)),
});

export const vfioIommuType1DirtyBitmapGet = hostStructure('vfio_iommu_type1_dirty_bitmap_get', 40, source, {
  iova: u64(0, hexadecimal),
  size: u64(8, hexadecimal),
  'bitmap.pgsize': u64(16),
  'bitmap.size': u64(24),
  'bitmap.data': u64(32, hexadecimal),
});
