/** Linux 6.12 include/uapi/linux/vfio.h: reset of all PCI functions behind a bus or slot. */
import { flags, hexadecimal, hostStructure, u8, u16, u32 } from '../../codec/host-structure';

const source = 'Linux 6.12 include/uapi/linux/vfio.h';

/** The view with `group_id`; a device that was opened by itself sees `devid` in the same place. */
export const vfioPciDependentDevice = hostStructure('vfio_pci_dependent_device', 8, source, {
  group_id: u32(0),
  segment: u16(4, hexadecimal),
  bus: u8(6, hexadecimal),
  devfn: u8(7, hexadecimal),
});

export const vfioPciHotResetFlags = {
  VFIO_PCI_HOT_RESET_FLAG_DEV_ID: 1,
  VFIO_PCI_HOT_RESET_FLAG_DEV_ID_OWNED: 2,
} as const;

/** Followed by `count` dependent devices. */
export const vfioPciHotResetInfo = hostStructure('vfio_pci_hot_reset_info', 12, source, {
  argsz: u32(0),
  flags: u32(4, flags(vfioPciHotResetFlags)),
  count: u32(8),
});

/** Followed by `count` file descriptors of groups, an s32 each. */
export const vfioPciHotReset = hostStructure('vfio_pci_hot_reset', 12, source, {
  argsz: u32(0),
  flags: u32(4),
  count: u32(8),
});
