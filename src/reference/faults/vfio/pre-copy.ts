import { errno } from '../../../uapi/errno';
import { vfioMigrationDataIoctls, vfioPrecopyInfo } from '../../../uapi/vfio/migration';
import * as state from '../../kernel/vfio/migration/states';
import type { Fault } from '../fault';
import { deviceCall, peek, poke, vfio } from './change';

const pageBytes = 4096;
const mttyHeader = 24;

/** VFIO_MIG_GET_PRECOPY_INFO: MIG-128 to MIG-136. */
export const preCopyFaults: readonly Fault[] = [
  {
    name: 'precopy-info-without-length-check',
    describes: 'VFIO_MIG_GET_PRECOPY_INFO takes any argsz.',
    breaks: ['MIG-128'],
    apply: vfio((right) => ({
      precopyInfo: (file, kernel, address) => {
        if (peek(kernel, address, vfioPrecopyInfo, 'argsz') < 24n) poke(kernel, address, vfioPrecopyInfo, 'argsz', 24);
        return right.precopyInfo(file, kernel, address);
      },
    })),
  },
  {
    name: 'precopy-info-in-stop-copy',
    describes: 'VFIO_MIG_GET_PRECOPY_INFO succeeds in STOP_COPY.',
    breaks: ['MIG-129'],
    apply: vfio((right) => ({
      precopyInfo: (file, kernel, address) =>
        file.migration.state === state.stopCopy ? 0 : right.precopyInfo(file, kernel, address),
    })),
  },
  {
    name: 'precopy-info-on-device',
    describes: 'VFIO_MIG_GET_PRECOPY_INFO is a call of the device.',
    breaks: ['MIG-130'],
    apply: deviceCall(vfioMigrationDataIoctls.VFIO_MIG_GET_PRECOPY_INFO, () => () => 0),
  },
  {
    name: 'initial-bytes-zero',
    describes: 'There are never initial bytes.',
    breaks: ['MIG-131'],
    apply: vfio(() => ({ initialBytes: () => 0 })),
  },
  {
    name: 'initial-bytes-grow',
    describes: 'The initial bytes are those that were read.',
    breaks: ['MIG-132', 'MIG-134'],
    apply: vfio(() => ({ initialBytes: ({ initialBytes }) => (1 << 20) - initialBytes })),
  },
  {
    name: 'dirty-bytes-from-the-start',
    describes: 'There are dirty bytes before anything was transferred.',
    breaks: ['MIG-133'],
    apply: vfio((right) => ({ dirtyBytes: (stream) => right.dirtyBytes(stream) + pageBytes })),
  },
  {
    name: 'initial-bytes-until-the-last',
    describes: 'The initial bytes stay the same until the last one is read.',
    breaks: ['MIG-134'],
    apply: vfio(() => ({ initialBytes: ({ initialBytes }) => (initialBytes > 0 ? mttyHeader : 0) })),
  },
  {
    name: 'pre-copy-wants-draining',
    describes: 'Pre-copy is left for STOP_COPY only when no initial bytes are left.',
    breaks: ['MIG-135'],
    apply: vfio((right) => ({
      *takeArc(migration, to) {
        const { session } = migration;
        const early = to === state.stopCopy && session?.direction === 'saving' && session.stream.initialBytes > 0;
        return early ? -errno.EBUSY : yield* right.takeArc(migration, to);
      },
    })),
  },
  {
    name: 'precopy-info-missing',
    describes: 'A device with PRE_COPY does not know VFIO_MIG_GET_PRECOPY_INFO.',
    breaks: ['MIG-128', 'MIG-131', 'MIG-136'],
    apply: vfio((right) => ({ precopyInfo: (file) => right.unknownCall(file.kind) })),
  },
];
