/** Linux 6.12 include/uapi/linux/vfio.h: what a device is. */
import { flags, hostStructure, s32, u16, u32, u64 } from '../../codec/host-structure';

const source = 'Linux 6.12 include/uapi/linux/vfio.h';

export const vfioDeviceIoctls = {
  VFIO_DEVICE_GET_INFO: 0x3b6b,
  VFIO_DEVICE_GET_REGION_INFO: 0x3b6c,
  VFIO_DEVICE_GET_IRQ_INFO: 0x3b6d,
  VFIO_DEVICE_SET_IRQS: 0x3b6e,
  VFIO_DEVICE_RESET: 0x3b6f,
  VFIO_DEVICE_GET_PCI_HOT_RESET_INFO: 0x3b70,
  VFIO_DEVICE_PCI_HOT_RESET: 0x3b71,
  VFIO_DEVICE_QUERY_GFX_PLANE: 0x3b72,
  VFIO_DEVICE_GET_GFX_DMABUF: 0x3b73,
  VFIO_DEVICE_IOEVENTFD: 0x3b74,
  VFIO_DEVICE_FEATURE: 0x3b75,
  VFIO_DEVICE_BIND_IOMMUFD: 0x3b76,
  VFIO_DEVICE_ATTACH_IOMMUFD_PT: 0x3b77,
  VFIO_DEVICE_DETACH_IOMMUFD_PT: 0x3b78,
} as const;

export const vfioDeviceFlags = {
  VFIO_DEVICE_FLAGS_RESET: 0x1,
  VFIO_DEVICE_FLAGS_PCI: 0x2,
  VFIO_DEVICE_FLAGS_PLATFORM: 0x4,
  VFIO_DEVICE_FLAGS_AMBA: 0x8,
  VFIO_DEVICE_FLAGS_CCW: 0x10,
  VFIO_DEVICE_FLAGS_AP: 0x20,
  VFIO_DEVICE_FLAGS_FSL_MC: 0x40,
  VFIO_DEVICE_FLAGS_CAPS: 0x80,
  VFIO_DEVICE_FLAGS_CDX: 0x100,
} as const;

/** 24 bytes since `pad` was added (Linux 6.6); older headers state 20. The calls need 16. */
export const vfioDeviceInfo = hostStructure('vfio_device_info', 24, source, {
  argsz: u32(0),
  flags: u32(4, flags(vfioDeviceFlags)),
  num_regions: u32(8),
  num_irqs: u32(12),
  cap_offset: u32(16),
  pad: u32(20),
});

/** Starts every capability; `next` counts from the start of the information structure, 0 ends the chain. */
export const vfioInfoCapHeader = hostStructure('vfio_info_cap_header', 8, source, {
  id: u16(0),
  version: u16(2),
  next: u32(4),
});

/** The embedded header of a capability structure. */
export const capabilityHeader = () => ({ 'header.id': u16(0), 'header.version': u16(2), 'header.next': u32(4) });

export const vfioDeviceInfoCapabilities = {
  VFIO_DEVICE_INFO_CAP_ZPCI_BASE: 1,
  VFIO_DEVICE_INFO_CAP_ZPCI_GROUP: 2,
  VFIO_DEVICE_INFO_CAP_ZPCI_UTIL: 3,
  VFIO_DEVICE_INFO_CAP_ZPCI_PFIP: 4,
  VFIO_DEVICE_INFO_CAP_PCI_ATOMIC_COMP: 5,
} as const;

export const vfioPciAtomicCompletions = {
  VFIO_PCI_ATOMIC_COMP32: 1,
  VFIO_PCI_ATOMIC_COMP64: 2,
  VFIO_PCI_ATOMIC_COMP128: 4,
} as const;

export const vfioDeviceInfoCapPciAtomicComp = hostStructure('vfio_device_info_cap_pci_atomic_comp', 16, source, {
  ...capabilityHeader(),
  flags: u32(8, flags(vfioPciAtomicCompletions)),
  reserved: u32(12),
});

export const vfioIoeventfdFlags = {
  VFIO_DEVICE_IOEVENTFD_8: 1,
  VFIO_DEVICE_IOEVENTFD_16: 2,
  VFIO_DEVICE_IOEVENTFD_32: 4,
  VFIO_DEVICE_IOEVENTFD_64: 8,
} as const;

export const vfioDeviceIoeventfd = hostStructure('vfio_device_ioeventfd', 32, source, {
  argsz: u32(0),
  flags: u32(4, flags(vfioIoeventfdFlags)),
  offset: u64(8),
  data: u64(16),
  fd: s32(24),
  reserved: u32(28),
});

export const vfioDeviceBindIommufd = hostStructure('vfio_device_bind_iommufd', 16, source, {
  argsz: u32(0),
  flags: u32(4),
  iommufd: s32(8),
  out_devid: u32(12),
});

export const vfioDeviceAttachIommufdPt = hostStructure('vfio_device_attach_iommufd_pt', 12, source, {
  argsz: u32(0),
  flags: u32(4),
  pt_id: u32(8),
});

export const vfioDeviceDetachIommufdPt = hostStructure('vfio_device_detach_iommufd_pt', 8, source, {
  argsz: u32(0),
  flags: u32(4),
});
