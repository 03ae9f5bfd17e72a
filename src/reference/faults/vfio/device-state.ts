import { errno } from '../../../uapi/errno';
import { accessModes } from '../../../uapi/open-flags';
import { vfioDeviceFeatures as ids, vfioDeviceFeatureMigState } from '../../../uapi/vfio/feature';
import { copyOut } from '../../kernel/vfio/argument';
import { SavingFile } from '../../kernel/vfio/migration/saving-file';
import * as state from '../../kernel/vfio/migration/states';
import type { Fault } from '../fault';
import { feature, poke, then, vfio } from './change';

const stateFeature = ids.VFIO_DEVICE_FEATURE_MIG_DEVICE_STATE;
const known = 8;

/** GET and SET of the migration state: MIG-41 to MIG-55. */
export const deviceStateFaults: readonly Fault[] = [
  {
    name: 'migration-opens-in-stop',
    describes: 'A device that is opened is in STOP.',
    breaks: ['MIG-41'],
    apply: vfio((right) => ({
      openMigration: (migration) => {
        right.openMigration(migration);
        migration.state = state.stop;
      },
    })),
  },
  {
    name: 'migration-state-survives-close',
    describes: 'The state of a device that is closed is there again when it is opened.',
    breaks: ['MIG-42'],
    apply: vfio(() => ({ openMigration: () => {} })),
  },
  {
    name: 'state-get-tells-descriptor',
    describes: 'GET of the state gives 0 as data_fd.',
    breaks: ['MIG-43'],
    apply: feature(stateFeature, (right) => ({
      ...right,
      get: (device, data) =>
        then(right.get!(device, data), (result) => {
          if (result === 0) poke(device.kernel, data, vfioDeviceFeatureMigState, 'data_fd', 0);
          return result;
        }),
    })),
  },
  {
    name: 'state-set-to-current-refused',
    describes: 'SET to the state that the device is in fails.',
    breaks: ['MIG-44'],
    apply: vfio((right) => ({
      *walk(migration, target) {
        return migration.state === target ? -errno.EINVAL : yield* right.walk(migration, target);
      },
    })),
  },
  {
    name: 'stop-copy-again-gives-second-file',
    describes: 'SET to STOP_COPY in STOP_COPY gives another data file.',
    breaks: ['MIG-45', 'MIG-44'],
    apply: vfio((right) => ({
      *walk(migration, target) {
        const { session } = migration;
        return migration.state === state.stopCopy && target === state.stopCopy && session?.direction === 'saving'
          ? new SavingFile(migration, session)
          : yield* right.walk(migration, target);
      },
    })),
  },
  {
    name: 'error-can-be-set',
    describes: 'SET to ERROR brings the device there.',
    breaks: ['MIG-46'],
    apply: vfio((right) => ({
      *walk(migration, target) {
        if (target !== state.error) return yield* right.walk(migration, target);
        migration.state = state.error;
        return undefined;
      },
    })),
  },
  {
    name: 'unknown-state-ignored',
    describes: 'SET to a state that has no name succeeds and does nothing.',
    breaks: ['MIG-47'],
    apply: vfio((right) => ({
      *walk(migration, target) {
        return target >= known ? undefined : yield* right.walk(migration, target);
      },
    })),
  },
  {
    name: 'states-without-their-capability',
    describes: 'States that the capabilities do not give can be set.',
    breaks: ['MIG-48', 'MIG-59', 'MIG-63'],
    apply: vfio((right) => ({
      nextState: (_capabilities, current, target, warns) => right.nextState(7, current, target, warns),
    })),
  },
  {
    name: 'failed-set-keeps-descriptor',
    describes: 'A SET that fails leaves the data_fd of the caller as it is.',
    breaks: ['MIG-49'],
    apply: vfio((right) => ({
      answerSet: (result, image, address, device) =>
        typeof result === 'number' ? result : right.answerSet(result, image, address, device),
    })),
  },
  {
    name: 'failed-set-tells-state',
    describes: 'A SET that fails tells the state that the device is in.',
    breaks: ['MIG-50'],
    apply: vfio((right) => ({
      answerSet: (result, image, address, device) => {
        const answer = right.answerSet(result, image, address, device);
        if (typeof result === 'number')
          poke(device.kernel, address, vfioDeviceFeatureMigState, 'device_state', device.migration!.state);
        return answer;
      },
    })),
  },
  {
    name: 'unwritable-answer-undoes-set',
    describes: 'A SET whose answer cannot be stored brings the device back to RUNNING.',
    breaks: ['MIG-51'],
    apply: vfio((right) => ({
      answerSet: (result, image, address, device) => {
        const answer = right.answerSet(result, image, address, device);
        if (answer === -errno.EFAULT) right.resetMigration(device.migration!);
        return answer;
      },
    })),
  },
  {
    name: 'data-file-survives-exec',
    describes: 'A data file is not closed when the program executes another one.',
    breaks: ['MIG-52'],
    apply: vfio(() => ({
      dataFileFlags: ({ kind }) => (kind === 'saving' ? accessModes.O_RDONLY : accessModes.O_WRONLY),
    })),
  },
  {
    name: 'set-without-file-tells-zero',
    describes: 'A SET that gives no data file answers data_fd 0.',
    breaks: ['MIG-53', 'MIG-44'],
    apply: vfio((right) => ({
      answerSet: (result, image, address, device) => {
        if (result !== undefined) return right.answerSet(result, image, address, device);
        image.bytes.fill(0, 4);
        return copyOut(device.kernel, address, image.bytes);
      },
    })),
  },
  {
    name: 'sets-interleave',
    describes: 'Two SETs go on at the same time.',
    breaks: ['MIG-54'],
    apply: vfio(() => ({ setsAreSerial: false })),
  },
  {
    name: 'stopped-device-starts-itself',
    describes: 'A device that was found in STOP goes on to RUNNING by itself.',
    breaks: ['MIG-55'],
    apply: feature(stateFeature, (right) => ({
      ...right,
      get: (device, data) =>
        then(right.get!(device, data), (result) => {
          const { migration } = device;
          if (migration?.state === state.stop) migration.state = state.running;
          return result;
        }),
    })),
  },
];
