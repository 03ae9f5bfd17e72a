import {
  vfioDeviceFeatures as ids,
  vfioDeviceFeatureDmaLoggingControl,
  vfioDeviceFeatureDmaLoggingReport,
  vfioDeviceFeatureMigDataSize,
  vfioDeviceFeatureMigration,
  vfioDeviceFeatureMigState,
} from '../../../uapi/vfio/feature';
import { Image, places } from '../image';
import type { Result } from '../operation';
import { copyOut } from './argument';
import type { VfioDevice } from './device';
import { reportLog, startLog, stopLog } from './dma-log-calls';
import type { Feature } from './feature';
import { getState, setState } from './migration/device-state';
import type { Migration } from './migration/migration';

const migrationData = places(vfioDeviceFeatureMigration, 'flags');
const sizeData = places(vfioDeviceFeatureMigDataSize, 'stop_copy_length');

const migrates = (device: VfioDevice): boolean => device.migration !== undefined;
const logs = (device: VfioDevice): boolean => device.logging !== undefined;

const migrating =
  (answer: (migration: Migration, data: bigint, device: VfioDevice) => Result) =>
  (device: VfioDevice, data: bigint): Result =>
    answer(device.migration!, data, device);

function getCapabilities({ capabilities }: Migration, data: bigint, { kernel }: VfioDevice): number {
  const answer = Image.of(vfioDeviceFeatureMigration.size, kernel.order).put(migrationData.flags, capabilities);
  return copyOut(kernel, data, answer.bytes);
}

function getDataSize(migration: Migration, data: bigint, { kernel }: VfioDevice): number {
  const answer = Image.of(vfioDeviceFeatureMigDataSize.size, kernel.order);
  return copyOut(kernel, data, answer.put(sizeData.stop_copy_length, migration.dataSize()).bytes);
}

/** Features of migrating and of DMA logging devices; all others are unknown. */
export const features: ReadonlyMap<number, Feature> = new Map<number, Feature>([
  [
    ids.VFIO_DEVICE_FEATURE_MIGRATION,
    { size: vfioDeviceFeatureMigration.size, present: migrates, get: migrating(getCapabilities) },
  ],
  [
    ids.VFIO_DEVICE_FEATURE_MIG_DEVICE_STATE,
    {
      size: vfioDeviceFeatureMigState.size,
      present: migrates,
      get: migrating(getState),
      set: migrating(setState),
    },
  ],
  [
    ids.VFIO_DEVICE_FEATURE_MIG_DATA_SIZE,
    { size: vfioDeviceFeatureMigDataSize.size, present: migrates, get: migrating(getDataSize) },
  ],
  [
    ids.VFIO_DEVICE_FEATURE_DMA_LOGGING_START,
    { size: vfioDeviceFeatureDmaLoggingControl.size, present: logs, set: startLog },
  ],
  [ids.VFIO_DEVICE_FEATURE_DMA_LOGGING_STOP, { size: 0, present: logs, set: stopLog }],
  [
    ids.VFIO_DEVICE_FEATURE_DMA_LOGGING_REPORT,
    { size: vfioDeviceFeatureDmaLoggingReport.size, present: logs, get: reportLog },
  ],
]);
