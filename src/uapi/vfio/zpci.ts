/** Linux 6.12 include/uapi/linux/vfio_zdev.h: what VFIO_DEVICE_GET_INFO says of a zPCI function. */
import { flags, hexadecimal, hostStructure, u8, u16, u32, u64 } from '../../codec/host-structure';
import { capabilityHeader } from './device';

const source = 'Linux 6.12 include/uapi/linux/vfio_zdev.h';

/** 40 bytes; version 1 ends before `fh`. */
export const vfioDeviceInfoCapZpciBase = hostStructure('vfio_device_info_cap_zpci_base', 40, source, {
  ...capabilityHeader(),
  start_dma: u64(8, hexadecimal),
  end_dma: u64(16, hexadecimal),
  pchid: u16(24, hexadecimal),
  vfn: u16(26),
  fmb_length: u16(28),
  pft: u8(30),
  gid: u8(31),
  fh: u32(32, hexadecimal),
});

export const vfioZpciFlags = { VFIO_DEVICE_INFO_ZPCI_FLAG_REFRESH: 1 } as const;

/** Version 1 ends after `version`. */
export const vfioDeviceInfoCapZpciGroup = hostStructure('vfio_device_info_cap_zpci_group', 48, source, {
  ...capabilityHeader(),
  dasm: u64(8, hexadecimal),
  msi_addr: u64(16, hexadecimal),
  flags: u64(24, flags(vfioZpciFlags)),
  mui: u16(32),
  noi: u16(34),
  maxstbl: u16(36),
  version: u8(38),
  reserved: u8(39),
  imaxstbl: u16(40),
});

/** Followed by `size` bytes: the utility string. */
export const vfioDeviceInfoCapZpciUtil = hostStructure('vfio_device_info_cap_zpci_util', 12, source, {
  ...capabilityHeader(),
  size: u32(8),
});

/** Followed by `size` bytes: the path of the function. */
export const vfioDeviceInfoCapZpciPfip = hostStructure('vfio_device_info_cap_zpci_pfip', 12, source, {
  ...capabilityHeader(),
  size: u32(8),
});
