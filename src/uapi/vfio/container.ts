/** Linux 6.12 include/uapi/linux/vfio.h: the VFIO file itself, and the groups in it. */
import { flags, hostStructure, u32 } from '../../codec/host-structure';

export const vfioVersion = { VFIO_API_VERSION: 0 } as const;

/** Extensions of VFIO_CHECK_EXTENSION and IOMMU models of VFIO_SET_IOMMU. */
export const vfioExtensions = {
  VFIO_TYPE1_IOMMU: 1,
  VFIO_SPAPR_TCE_IOMMU: 2,
  VFIO_TYPE1v2_IOMMU: 3,
  VFIO_DMA_CC_IOMMU: 4,
  VFIO_EEH: 5,
  VFIO_SPAPR_TCE_v2_IOMMU: 7,
  VFIO_NOIOMMU_IOMMU: 8,
  VFIO_UNMAP_ALL: 9,
  VFIO_UPDATE_VADDR: 10,
} as const;

export const vfioContainerIoctls = {
  VFIO_GET_API_VERSION: 0x3b64,
  VFIO_CHECK_EXTENSION: 0x3b65,
  VFIO_SET_IOMMU: 0x3b66,
} as const;

export const vfioGroupIoctls = {
  VFIO_GROUP_GET_STATUS: 0x3b67,
  VFIO_GROUP_SET_CONTAINER: 0x3b68,
  VFIO_GROUP_UNSET_CONTAINER: 0x3b69,
  VFIO_GROUP_GET_DEVICE_FD: 0x3b6a,
} as const;

export const vfioGroupFlags = { VFIO_GROUP_FLAGS_VIABLE: 1, VFIO_GROUP_FLAGS_CONTAINER_SET: 2 } as const;

export const vfioGroupStatus = hostStructure('vfio_group_status', 8, 'Linux 6.12 include/uapi/linux/vfio.h', {
  argsz: u32(0),
  flags: u32(4, flags(vfioGroupFlags)),
});
