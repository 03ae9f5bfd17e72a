import { proposedDeviceStateV1, vfioDeviceStateV1 } from '../../../../uapi/vfio/migration';
import type { Activity } from '../migration/states';

export const {
  VFIO_DEVICE_STATE_V1_RUNNING: running,
  VFIO_DEVICE_STATE_V1_SAVING: saving,
  VFIO_DEVICE_STATE_V1_RESUMING: resuming,
} = vfioDeviceStateV1;
export const ndma = proposedDeviceStateV1.VFIO_DEVICE_STATE_NDMA;

/** RESUMING with SAVING: what the register shows after a failure that cannot be undone. */
export const errorValue = resuming | saving;
const stateMask = running | saving | resuming;

/** RESUMING stands alone. */
export const isValid = (value: number): boolean => (value & resuming) === 0 || (value & stateMask) === resuming;

export const activityOfBits = (value: number): Activity =>
  (value & running) === 0 ? 'stopped' : (value & ndma) !== 0 ? 'quiesced' : 'active';
