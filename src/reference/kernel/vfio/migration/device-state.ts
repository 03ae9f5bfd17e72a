import { errno } from '../../../../uapi/errno';
import { accessModes, openFlags } from '../../../../uapi/open-flags';
import { vfioDeviceFeatureMigState } from '../../../../uapi/vfio/feature';
import { Image, places } from '../../image';
import type { OpenFile } from '../../open-file';
import type { Operation, Result } from '../../operation';
import { copyOut } from '../argument';
import type { VfioDevice } from '../device';
import type { ArcResult } from './arc';
import type { Migration } from './migration';

const data = places(vfioDeviceFeatureMigState, 'device_state', 'data_fd');
const none = -1;

/** Waits until no SET is under way. */
function* turn(migration: Migration): Operation {
  while (migration.busy) yield { until: () => !migration.busy };
  return 0;
}

/** GET of VFIO_DEVICE_FEATURE_MIG_DEVICE_STATE. */
export function getState(migration: Migration, address: bigint, { kernel }: VfioDevice): Result {
  const answer = () => {
    const image = Image.of(vfioDeviceFeatureMigState.size, kernel.order);
    const { bytes } = image.put(data.device_state, migration.state).put(data.data_fd, none);
    return copyOut(kernel, address, bytes);
  };
  if (!migration.busy) return answer();
  return (function* (): Operation {
    yield* turn(migration);
    return answer();
  })();
}

/** The descriptor of a data file; closed again where the caller cannot be told of it. */
function giveFile(file: OpenFile, image: Image, address: bigint, device: VfioDevice): number {
  const { kernel } = device;
  const fd = kernel.descriptors.open(file, kernel.configuration.model.vfio.dataFileFlags(file));
  if (fd === undefined) return -errno.EMFILE;
  device.migration!.openFiles += 1;
  if (copyOut(kernel, address, image.put(data.data_fd, fd).bytes) === 0) return 0;
  kernel.descriptors.close(BigInt(fd));
  return -errno.EFAULT;
}

/** How a data file is open. */
export const dataFileFlags = ({ kind }: OpenFile): number =>
  (kind === 'saving' ? accessModes.O_RDONLY : accessModes.O_WRONLY) | openFlags.O_CLOEXEC;

/** Tells the caller what has become of a SET. */
export function answerSet(result: ArcResult, image: Image, address: bigint, device: VfioDevice): number {
  if (typeof result === 'object') return giveFile(result, image, address, device);
  if (copyOut(device.kernel, address, image.put(data.data_fd, none).bytes) !== 0) return -errno.EFAULT;
  return result ?? 0;
}

/** SET of VFIO_DEVICE_FEATURE_MIG_DEVICE_STATE. Calls are one after the other; a reset that comes meanwhile waits for the end. */
export function* setState(migration: Migration, address: bigint, device: VfioDevice): Operation {
  const { kernel } = device;
  const { vfio } = kernel.configuration.model;
  const bytes = kernel.memory.copyIn(address, vfioDeviceFeatureMigState.size);
  if (bytes === undefined) return -errno.EFAULT;
  const image = new Image(bytes, kernel.order);
  if (vfio.setsAreSerial) yield* turn(migration);
  migration.busy = true;
  const result = yield* vfio.walk(migration, image.number(data.device_state));
  migration.busy = false;
  if (migration.resetPending) vfio.resetMigration(migration);
  return vfio.answerSet(result, image, address, device);
}
