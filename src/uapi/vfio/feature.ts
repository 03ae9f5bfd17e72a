/** Linux 6.12 include/uapi/linux/vfio.h: VFIO_DEVICE_FEATURE and the data of its features. */
import { bytes, flags, flagsWith, hexadecimal, hostStructure, s32, u32, u64, values } from '../../codec/host-structure';
import type { Structure } from '../../codec/structure';

const source = 'Linux 6.12 include/uapi/linux/vfio.h';

export const vfioDeviceFeatureFlags = {
  VFIO_DEVICE_FEATURE_GET: 0x10000,
  VFIO_DEVICE_FEATURE_SET: 0x20000,
  VFIO_DEVICE_FEATURE_PROBE: 0x40000,
} as const;

/** The bits of `flags` that hold the feature. */
export const vfioDeviceFeatureMask = { VFIO_DEVICE_FEATURE_MASK: 0xffff } as const;

export const vfioDeviceFeatures = {
  VFIO_DEVICE_FEATURE_PCI_VF_TOKEN: 0,
  VFIO_DEVICE_FEATURE_MIGRATION: 1,
  VFIO_DEVICE_FEATURE_MIG_DEVICE_STATE: 2,
  VFIO_DEVICE_FEATURE_LOW_POWER_ENTRY: 3,
  VFIO_DEVICE_FEATURE_LOW_POWER_ENTRY_WITH_WAKEUP: 4,
  VFIO_DEVICE_FEATURE_LOW_POWER_EXIT: 5,
  VFIO_DEVICE_FEATURE_DMA_LOGGING_START: 6,
  VFIO_DEVICE_FEATURE_DMA_LOGGING_STOP: 7,
  VFIO_DEVICE_FEATURE_DMA_LOGGING_REPORT: 8,
  VFIO_DEVICE_FEATURE_MIG_DATA_SIZE: 9,
  VFIO_DEVICE_FEATURE_BUS_MASTER: 10,
} as const;

/** Followed by the data of the feature, see `vfioDeviceFeatureData`. */
export const vfioDeviceFeature = hostStructure('vfio_device_feature', 8, source, {
  argsz: u32(0),
  flags: u32(4, flagsWith(vfioDeviceFeatureFlags, vfioDeviceFeatureMask.VFIO_DEVICE_FEATURE_MASK, vfioDeviceFeatures)),
});

export const vfioMigrationFlags = {
  VFIO_MIGRATION_STOP_COPY: 1,
  VFIO_MIGRATION_P2P: 2,
  VFIO_MIGRATION_PRE_COPY: 4,
} as const;

export const vfioDeviceFeatureMigration = hostStructure('vfio_device_feature_migration', 8, source, {
  flags: u64(0, flags(vfioMigrationFlags)),
});

export const vfioDeviceMigState = {
  VFIO_DEVICE_STATE_ERROR: 0,
  VFIO_DEVICE_STATE_STOP: 1,
  VFIO_DEVICE_STATE_RUNNING: 2,
  VFIO_DEVICE_STATE_STOP_COPY: 3,
  VFIO_DEVICE_STATE_RESUMING: 4,
  VFIO_DEVICE_STATE_RUNNING_P2P: 5,
  VFIO_DEVICE_STATE_PRE_COPY: 6,
  VFIO_DEVICE_STATE_PRE_COPY_P2P: 7,
} as const;

/** `data_fd` is −1 where a transition opens no data stream. */
export const vfioDeviceFeatureMigState = hostStructure('vfio_device_feature_mig_state', 8, source, {
  device_state: u32(0, values(vfioDeviceMigState)),
  data_fd: s32(4),
});

export const vfioDeviceLowPowerEntryWithWakeup = hostStructure('vfio_device_low_power_entry_with_wakeup', 8, source, {
  wakeup_eventfd: s32(0),
  reserved: u32(4),
});

/** `ranges` points to `num_ranges` ranges. */
export const vfioDeviceFeatureDmaLoggingControl = hostStructure('vfio_device_feature_dma_logging_control', 24, source, {
  page_size: u64(0),
  num_ranges: u32(8),
  __reserved: u32(12),
  ranges: u64(16, hexadecimal),
});

export const vfioDeviceFeatureDmaLoggingRange = hostStructure('vfio_device_feature_dma_logging_range', 16, source, {
  iova: u64(0, hexadecimal),
  length: u64(8, hexadecimal),
});

/** `bitmap` points to one bit for each page, in 64-bit words of the host. */
export const vfioDeviceFeatureDmaLoggingReport = hostStructure('vfio_device_feature_dma_logging_report', 32, source, {
  iova: u64(0, hexadecimal),
  length: u64(8, hexadecimal),
  page_size: u64(16),
  bitmap: u64(24, hexadecimal),
});

export const vfioDeviceFeatureMigDataSize = hostStructure('vfio_device_feature_mig_data_size', 8, source, {
  stop_copy_length: u64(0),
});

export const vfioBusMasterOperations = {
  VFIO_DEVICE_FEATURE_CLEAR_MASTER: 0,
  VFIO_DEVICE_FEATURE_SET_MASTER: 1,
} as const;

export const vfioDeviceFeatureBusMaster = hostStructure('vfio_device_feature_bus_master', 4, source, {
  op: u32(0, values(vfioBusMasterOperations)),
});

/** The header has no structure for it: a UUID of 16 bytes. */
export const pciVfToken = hostStructure('PCI VF token', 16, 'Linux 6.12 drivers/vfio/pci/vfio_pci_core.c', {
  uuid: bytes(0, 16),
});

/** The data that follows `vfio_device_feature`; a feature that is not here has none. */
export const vfioDeviceFeatureData: ReadonlyMap<number, Structure> = new Map([
  [vfioDeviceFeatures.VFIO_DEVICE_FEATURE_PCI_VF_TOKEN, pciVfToken],
  [vfioDeviceFeatures.VFIO_DEVICE_FEATURE_MIGRATION, vfioDeviceFeatureMigration],
  [vfioDeviceFeatures.VFIO_DEVICE_FEATURE_MIG_DEVICE_STATE, vfioDeviceFeatureMigState],
  [vfioDeviceFeatures.VFIO_DEVICE_FEATURE_LOW_POWER_ENTRY_WITH_WAKEUP, vfioDeviceLowPowerEntryWithWakeup],
  [vfioDeviceFeatures.VFIO_DEVICE_FEATURE_DMA_LOGGING_START, vfioDeviceFeatureDmaLoggingControl],
  [vfioDeviceFeatures.VFIO_DEVICE_FEATURE_DMA_LOGGING_REPORT, vfioDeviceFeatureDmaLoggingReport],
  [vfioDeviceFeatures.VFIO_DEVICE_FEATURE_MIG_DATA_SIZE, vfioDeviceFeatureMigDataSize],
  [vfioDeviceFeatures.VFIO_DEVICE_FEATURE_BUS_MASTER, vfioDeviceFeatureBusMaster],
]);
