import { errno } from '../../../uapi/errno';
import { vfioDeviceIoctls as calls } from '../../../uapi/vfio/device';
import type { VfioDevice } from '../../kernel/vfio/device';
import { activityOf, resuming, running } from '../../kernel/vfio/migration/states';
import { EngineDevice } from '../../kernel/vfio/pci/device';
import { activityOfBits } from '../../kernel/vfio/v1/bits';
import type { Fault } from '../fault';
import { deviceCall, vfio } from './change';

const isStopped = ({ migration, migrationV1 }: VfioDevice): boolean =>
  (migration !== undefined && activityOf(migration.state) === 'stopped') ||
  (migrationV1 !== undefined && activityOfBits(migrationV1.bits) === 'stopped');

/** Does something to a device with an engine after it has taken an arc. */
const afterArc = (due: (from: number, to: number) => boolean, act: (device: EngineDevice) => void): Fault['apply'] =>
  vfio((right) => ({
    *takeArc(migration, to) {
      const from = migration.state;
      const result = yield* right.takeArc(migration, to);
      if (migration.device instanceof EngineDevice && due(from, to)) act(migration.device);
      return result;
    },
  }));

/** What is controlled from outside goes on while a device is stopped: MIG-200, MIG-201, MIG-205, MIG-210, MIG-217. */
export const whileStoppedFaults: readonly Fault[] = [
  {
    name: 'running-resets-configuration',
    describes: 'A device that begins to run has its configuration space reset.',
    breaks: ['MIG-200'],
    apply: afterArc(
      (_from, to) => to === running,
      (device) => device.config.reset(),
    ),
  },
  {
    name: 'irqs-while-stopped-forgotten',
    describes: 'VFIO_DEVICE_SET_IRQS succeeds while the device is stopped, and does nothing.',
    breaks: ['MIG-201', 'MIG-210', 'MIG-217'],
    apply: deviceCall(
      calls.VFIO_DEVICE_SET_IRQS,
      (right) => (device, address) => (isStopped(device) ? 0 : right(device, address)),
    ),
  },
  {
    name: 'load-unwires-interrupts',
    describes: 'A device that has loaded its stream has no eventfds any more.',
    breaks: ['MIG-217'],
    apply: afterArc(
      (from) => from === resuming,
      (device) => device.interrupts.disable(),
    ),
  },
  {
    name: 'reset-refused-while-resuming',
    describes: 'A device in RESUMING cannot be reset.',
    breaks: ['MIG-203', 'MIG-205'],
    apply: deviceCall(
      calls.VFIO_DEVICE_RESET,
      (right) => (device, address) => (device.migration?.state === resuming ? -errno.EBUSY : right(device, address)),
    ),
  },
];
