/** Linux 6.12 include/uapi/linux/vfio.h: regions of a device. */
import { flags, hexadecimal, hostStructure, u32, u64 } from '../../codec/host-structure';
import { capabilityHeader } from './device';

const source = 'Linux 6.12 include/uapi/linux/vfio.h';

export const vfioRegionInfoFlags = {
  VFIO_REGION_INFO_FLAG_READ: 1,
  VFIO_REGION_INFO_FLAG_WRITE: 2,
  VFIO_REGION_INFO_FLAG_MMAP: 4,
  VFIO_REGION_INFO_FLAG_CAPS: 8,
} as const;

export const vfioRegionInfo = hostStructure('vfio_region_info', 32, source, {
  argsz: u32(0),
  flags: u32(4, flags(vfioRegionInfoFlags)),
  index: u32(8),
  cap_offset: u32(12),
  size: u64(16),
  offset: u64(24, hexadecimal),
});

/** NVLINK2 capabilities 4 and 5 belong to regions that no kernel offers any more. */
export const vfioRegionInfoCapabilities = {
  VFIO_REGION_INFO_CAP_SPARSE_MMAP: 1,
  VFIO_REGION_INFO_CAP_TYPE: 2,
  VFIO_REGION_INFO_CAP_MSIX_MAPPABLE: 3,
} as const;

export const vfioRegionSparseMmapArea = hostStructure('vfio_region_sparse_mmap_area', 16, source, {
  offset: u64(0, hexadecimal),
  size: u64(8),
});

/** Followed by `nr_areas` areas. */
export const vfioRegionInfoCapSparseMmap = hostStructure('vfio_region_info_cap_sparse_mmap', 16, source, {
  ...capabilityHeader(),
  nr_areas: u32(8),
  reserved: u32(12),
});

export const vfioRegionInfoCapType = hostStructure('vfio_region_info_cap_type', 16, source, {
  ...capabilityHeader(),
  type: u32(8),
  subtype: u32(12),
});

export const vfioRegionTypes = {
  VFIO_REGION_TYPE_GFX: 1,
  VFIO_REGION_TYPE_CCW: 2,
  VFIO_REGION_TYPE_MIGRATION_DEPRECATED: 3,
  VFIO_REGION_TYPE_PCI_VENDOR_MASK: 0xffff,
  VFIO_REGION_TYPE_PCI_VENDOR_TYPE: 0x80000000,
} as const;

/** Subtypes of VFIO_REGION_TYPE_CCW. */
export const vfioCcwRegionSubtypes = {
  VFIO_REGION_SUBTYPE_CCW_ASYNC_CMD: 1,
  VFIO_REGION_SUBTYPE_CCW_SCHIB: 2,
  VFIO_REGION_SUBTYPE_CCW_CRW: 3,
} as const;

/** Subtypes of VFIO_REGION_TYPE_MIGRATION_DEPRECATED. */
export const vfioMigrationRegionSubtypes = { VFIO_REGION_SUBTYPE_MIGRATION_DEPRECATED: 1 } as const;

export const vfioPciRegionIndexes = {
  VFIO_PCI_BAR0_REGION_INDEX: 0,
  VFIO_PCI_BAR1_REGION_INDEX: 1,
  VFIO_PCI_BAR2_REGION_INDEX: 2,
  VFIO_PCI_BAR3_REGION_INDEX: 3,
  VFIO_PCI_BAR4_REGION_INDEX: 4,
  VFIO_PCI_BAR5_REGION_INDEX: 5,
  VFIO_PCI_ROM_REGION_INDEX: 6,
  VFIO_PCI_CONFIG_REGION_INDEX: 7,
  VFIO_PCI_VGA_REGION_INDEX: 8,
  VFIO_PCI_NUM_REGIONS: 9,
} as const;

export const vfioCcwRegionIndexes = { VFIO_CCW_CONFIG_REGION_INDEX: 0, VFIO_CCW_NUM_REGIONS: 1 } as const;
