/** Linux include/uapi/linux/vfio.h: the data stream of a migration, and the region of the protocol of 2020 (v1). */
import { flags, hostStructure, u32, u64 } from '../../codec/host-structure';

/** On the data_fd of a saving session. */
export const vfioMigrationDataIoctls = { VFIO_MIG_GET_PRECOPY_INFO: 0x3b79 } as const;

export const vfioPrecopyInfo = hostStructure('vfio_precopy_info', 24, 'Linux 6.12 include/uapi/linux/vfio.h', {
  argsz: u32(0),
  flags: u32(4),
  initial_bytes: u64(8),
  dirty_bytes: u64(16),
});

/** Bits of `device_state`; STOP is the absence of all of them. Until Linux 5.17 the names had no V1 in them. */
export const vfioDeviceStateV1 = {
  VFIO_DEVICE_STATE_V1_STOP: 0,
  VFIO_DEVICE_STATE_V1_RUNNING: 1,
  VFIO_DEVICE_STATE_V1_SAVING: 2,
  VFIO_DEVICE_STATE_V1_RESUMING: 4,
} as const;

/** Proposed on 5 November 2021, in no header: the bit that RUNNING_P2P took the place of. */
export const proposedDeviceStateV1 = { VFIO_DEVICE_STATE_NDMA: 8 } as const;

/** At offset 0 of a region of type VFIO_REGION_TYPE_MIGRATION_DEPRECATED. */
export const vfioDeviceMigrationInfo = hostStructure(
  'vfio_device_migration_info',
  32,
  'Linux 5.8 to 5.17 include/uapi/linux/vfio.h',
  {
    device_state: u32(0, flags({ ...vfioDeviceStateV1, ...proposedDeviceStateV1 })),
    reserved: u32(4),
    pending_bytes: u64(8),
    data_offset: u64(16),
    data_size: u64(24),
  },
);
