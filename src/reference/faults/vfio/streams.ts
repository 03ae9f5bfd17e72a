import { errno } from '../../../uapi/errno';
import { vfioDeviceFeatures as ids, vfioDeviceFeatureMigDataSize } from '../../../uapi/vfio/feature';
import { isPreCopy } from '../../kernel/vfio/migration/saving-file';
import * as state from '../../kernel/vfio/migration/states';
import type { Fault } from '../fault';
import { feature, poke, then, vfio } from './change';

/** Bytes of the header of the stream of mtty. */
const mttyHeader = 24n;

/** What is read from and written to data files: MIG-98 to MIG-116, MIG-124, MIG-138, MIG-139. */
export const streamFaults: readonly Fault[] = [
  {
    name: 'saved-bytes-lost-by-fault',
    describes: 'Bytes that could not be stored are gone.',
    breaks: ['MIG-98'],
    apply: vfio((right) => ({
      readSaved: (file, kernel, buffer, length) => {
        const result = right.readSaved(file, kernel, buffer, length);
        if (result === -errno.EFAULT)
          file.session.stream.take(Math.min(length, file.session.stream.peek(length).length));
        return result;
      },
    })),
  },
  {
    name: 'end-of-stop-copy-is-no-message',
    describes: 'The end of the stream in STOP_COPY is ENOMSG.',
    breaks: ['MIG-99', 'MIG-100'],
    apply: vfio(() => ({ endOfSaved: () => -errno.ENOMSG })),
  },
  {
    name: 'end-of-stop-copy-not-ready',
    describes: 'At the end of the stream in STOP_COPY the data file is not readable.',
    breaks: ['MIG-101'],
    apply: vfio((right) => ({
      pollSaved: (file) => (file.session.stream.peek(1).length === 0 ? 0 : right.pollSaved(file)),
    })),
  },
  {
    name: 'temporary-end-is-end',
    describes: 'The temporary end in pre-copy is 0, like the end of the stream.',
    breaks: ['MIG-102'],
    apply: vfio(() => ({ endOfSaved: () => 0 })),
  },
  {
    name: 'stop-copy-ends-session',
    describes: 'The data file of pre-copy is dead in STOP_COPY.',
    breaks: ['MIG-104', 'MIG-66', 'MIG-70', 'MIG-94'],
    apply: vfio((right) => ({
      sessionEffect: (from, to) => {
        const effect = right.sessionEffect(from, to);
        return effect === 'stop copy' ? 'end' : effect;
      },
    })),
  },
  {
    name: 'stop-copy-shows-nothing-new',
    describes: 'What stop-copy adds does not appear in the data file of pre-copy.',
    breaks: ['MIG-104'],
    apply: vfio((right) => ({
      sessionEffect: (from, to) => {
        const effect = right.sessionEffect(from, to);
        return effect === 'stop copy' ? 'keep' : effect;
      },
    })),
  },
  {
    name: 'small-writes-refused',
    describes: 'A resuming device takes no piece of fewer than 64 bytes.',
    breaks: ['MIG-105', 'MIG-106', 'MIG-107'],
    apply: vfio((right) => ({
      writeResumed: (file, kernel, buffer, length) =>
        length > 0 && length < 64 && !file.session.over
          ? -errno.EINVAL
          : right.writeResumed(file, kernel, buffer, length),
    })),
  },
  {
    name: 'short-reads-lose-a-byte',
    describes: 'A read of fewer than 16 bytes loses the byte behind them.',
    breaks: ['MIG-106', 'MIG-107'],
    apply: vfio((right) => ({
      readSaved: (file, kernel, buffer, length) => {
        const result = right.readSaved(file, kernel, buffer, length);
        if (result > 0 && length < 16 && file.session.stream.peek(1).length > 0) file.session.stream.take(1);
        return result;
      },
    })),
  },
  {
    name: 'any-stream-identifies',
    describes: 'A stream that is not one of this device is loaded.',
    breaks: ['MIG-108'],
    apply: vfio(() => ({ identifies: () => true, isValid: () => true })),
  },
  {
    name: 'truncated-stream-loaded',
    describes: 'A stream that is not whole is loaded as far as it goes.',
    breaks: ['MIG-109', 'MIG-110'],
    apply: vfio(() => ({ isComplete: () => true })),
  },
  {
    name: 'surplus-ignored',
    describes: 'Bytes behind the end of the stream are taken and ignored.',
    breaks: ['MIG-111'],
    apply: vfio((right) => ({
      writeResumed: (file, kernel, buffer, length) => {
        const result = right.writeResumed(file, kernel, buffer, length);
        return result === -errno.ENOMEM ? length : result;
      },
    })),
  },
  {
    name: 'failed-load-runs',
    describes: 'A device whose stream cannot be loaded is in RUNNING.',
    breaks: ['MIG-109', 'MIG-112'],
    apply: vfio((right) => ({
      *takeArc(migration, to) {
        const from = migration.state;
        const result = yield* right.takeArc(migration, to);
        if (from === state.resuming && typeof result === 'number') migration.state = state.running;
        return result;
      },
    })),
  },
  {
    name: 'failed-load-forgets',
    describes: 'A stream that could not be loaded has to be written from its beginning.',
    breaks: ['MIG-113'],
    apply: vfio((right) => ({
      *takeArc(migration, to) {
        const { session } = migration;
        const result = yield* right.takeArc(migration, to);
        if (session?.direction === 'resuming' && typeof result === 'number')
          Object.assign(session, { stream: migration.device.restore() });
        return result;
      },
    })),
  },
  {
    name: 'checksum-ignored',
    describes: 'The checksum of the stream is not looked at.',
    breaks: ['MIG-114'],
    apply: vfio(() => ({ isValid: () => true })),
  },
  {
    name: 'stream-not-loaded',
    describes: 'A stream is taken and not loaded.',
    breaks: ['MIG-109', 'MIG-115'],
    apply: vfio((right) => ({
      sessionEffect: (from, to) => {
        const effect = right.sessionEffect(from, to);
        return effect === 'load' ? 'end' : effect;
      },
    })),
  },
  {
    name: 'stream-loaded-as-written',
    describes: 'A stream is loaded when its last byte is written.',
    breaks: ['MIG-116'],
    apply: vfio((right) => ({
      writeResumed: (file, kernel, buffer, length) => {
        const result = right.writeResumed(file, kernel, buffer, length);
        file.session.stream.load();
        return result;
      },
    })),
  },
  {
    name: 'read-of-nothing-invalid',
    describes: 'Reading 0 bytes from a data file fails.',
    breaks: ['MIG-124'],
    apply: vfio((right) => ({
      readSaved: (file, kernel, buffer, length) =>
        length === 0 ? -errno.EINVAL : right.readSaved(file, kernel, buffer, length),
    })),
  },
  {
    name: 'data-size-only-while-running',
    describes: 'The size of the data is told only while the device runs.',
    breaks: ['MIG-138'],
    apply: feature(ids.VFIO_DEVICE_FEATURE_MIG_DATA_SIZE, (right) => ({
      ...right,
      get: (device, data) =>
        device.migration?.state === state.running || isPreCopy(device.migration!)
          ? right.get!(device, data)
          : -errno.EINVAL,
    })),
  },
  {
    name: 'data-size-of-header',
    describes: 'The size of the data is that of the header of the stream.',
    breaks: ['MIG-139'],
    apply: feature(ids.VFIO_DEVICE_FEATURE_MIG_DATA_SIZE, (right) => ({
      ...right,
      get: (device, data) =>
        then(right.get!(device, data), (result) => {
          if (result === 0) poke(device.kernel, data, vfioDeviceFeatureMigDataSize, 'stop_copy_length', mttyHeader);
          return result;
        }),
    })),
  },
];
