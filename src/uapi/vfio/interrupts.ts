/** Linux 6.12 include/uapi/linux/vfio.h: interrupts of a device. */
import { flags, hostStructure, u32 } from '../../codec/host-structure';

const source = 'Linux 6.12 include/uapi/linux/vfio.h';

export const vfioIrqInfoFlags = {
  VFIO_IRQ_INFO_EVENTFD: 1,
  VFIO_IRQ_INFO_MASKABLE: 2,
  VFIO_IRQ_INFO_AUTOMASKED: 4,
  VFIO_IRQ_INFO_NORESIZE: 8,
} as const;

export const vfioIrqInfo = hostStructure('vfio_irq_info', 16, source, {
  argsz: u32(0),
  flags: u32(4, flags(vfioIrqInfoFlags)),
  index: u32(8),
  count: u32(12),
});

export const vfioIrqSetFlags = {
  VFIO_IRQ_SET_DATA_NONE: 0x1,
  VFIO_IRQ_SET_DATA_BOOL: 0x2,
  VFIO_IRQ_SET_DATA_EVENTFD: 0x4,
  VFIO_IRQ_SET_ACTION_MASK: 0x8,
  VFIO_IRQ_SET_ACTION_UNMASK: 0x10,
  VFIO_IRQ_SET_ACTION_TRIGGER: 0x20,
} as const;

export const vfioIrqSetMasks = { VFIO_IRQ_SET_DATA_TYPE_MASK: 0x7, VFIO_IRQ_SET_ACTION_TYPE_MASK: 0x38 } as const;

/** Followed by `count` elements of the size that the DATA flag names. */
export const vfioIrqSet = hostStructure('vfio_irq_set', 20, source, {
  argsz: u32(0),
  flags: u32(4, flags(vfioIrqSetFlags)),
  index: u32(8),
  start: u32(12),
  count: u32(16),
});

/** Bytes of one element of the data of VFIO_DEVICE_SET_IRQS: a bool is a u8, an event file an s32. */
export const vfioIrqSetElements: readonly { readonly flag: number; readonly bytes: number }[] = [
  { flag: vfioIrqSetFlags.VFIO_IRQ_SET_DATA_NONE, bytes: 0 },
  { flag: vfioIrqSetFlags.VFIO_IRQ_SET_DATA_BOOL, bytes: 1 },
  { flag: vfioIrqSetFlags.VFIO_IRQ_SET_DATA_EVENTFD, bytes: 4 },
];

export const vfioPciIrqIndexes = {
  VFIO_PCI_INTX_IRQ_INDEX: 0,
  VFIO_PCI_MSI_IRQ_INDEX: 1,
  VFIO_PCI_MSIX_IRQ_INDEX: 2,
  VFIO_PCI_ERR_IRQ_INDEX: 3,
  VFIO_PCI_REQ_IRQ_INDEX: 4,
  VFIO_PCI_NUM_IRQS: 5,
} as const;

export const vfioCcwIrqIndexes = {
  VFIO_CCW_IO_IRQ_INDEX: 0,
  VFIO_CCW_CRW_IRQ_INDEX: 1,
  VFIO_CCW_REQ_IRQ_INDEX: 2,
  VFIO_CCW_NUM_IRQS: 3,
} as const;

export const vfioApIrqIndexes = { VFIO_AP_REQ_IRQ_INDEX: 0, VFIO_AP_NUM_IRQS: 1 } as const;
