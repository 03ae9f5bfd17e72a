import { errno } from '../../../../uapi/errno';
import { pollEvents } from '../../../../uapi/poll';
import { vfioMigrationDataIoctls, vfioPrecopyInfo } from '../../../../uapi/vfio/migration';
import { Image, places } from '../../image';
import type { Kernel } from '../../kernel';
import type { OpenFile } from '../../open-file';
import type { Value } from '../../operation';
import { copyOut, readArgument } from '../argument';
import type { Migration } from './migration';
import type { Session } from './session';
import { preCopy, preCopyP2p } from './states';

const info = places(vfioPrecopyInfo, 'argsz', 'flags', 'initial_bytes', 'dirty_bytes');

type Saving = Extract<Session, { direction: 'saving' }>;

export const isPreCopy = ({ state }: Migration): boolean => state === preCopy || state === preCopyP2p;

/** The data file of a saving session. */
export class SavingFile implements OpenFile {
  readonly kind = 'saving';

  constructor(
    readonly migration: Migration,
    readonly session: Saving,
  ) {}

  get stream(): true | undefined {
    return this.migration.kernel.configuration.model.vfio.dataFileIsStream;
  }

  read(kernel: Kernel, buffer: bigint, length: number): Value {
    return kernel.configuration.model.vfio.readSaved(this, kernel, buffer, length);
  }

  ioctl(kernel: Kernel, request: number, argument: bigint): Value {
    const { vfio } = kernel.configuration.model;
    if (request !== vfioMigrationDataIoctls.VFIO_MIG_GET_PRECOPY_INFO) return vfio.unknownCall(this.kind);
    return vfio.precopyInfo(this, kernel, argument);
  }

  flush(kernel: Kernel): void {
    kernel.configuration.model.vfio.dataFileFlushed(this.migration);
  }

  release(kernel: Kernel): void {
    kernel.configuration.model.vfio.dataFileClosed(this.migration);
  }

  poll(): number {
    return this.migration.kernel.configuration.model.vfio.pollSaved(this);
  }
}

/** Reads what is there; at the end of stop-copy 0, where more may come ENOMSG. */
export function readSaved({ migration, session }: SavingFile, kernel: Kernel, buffer: bigint, length: number): Value {
  if (session.over) return -errno.ENODEV;
  if (length === 0) return 0;
  const bytes = session.stream.peek(length);
  if (bytes.length === 0) return kernel.configuration.model.vfio.endOfSaved(migration);
  if (!kernel.memory.copyOut(buffer, bytes)) return -errno.EFAULT;
  session.stream.take(bytes.length);
  return bytes.length;
}

export const endOfSaved = (migration: Migration): Value => (isPreCopy(migration) ? -errno.ENOMSG : 0);

export function pollSaved({ migration, session }: SavingFile): number {
  if (session.over) return pollEvents.POLLERR | pollEvents.POLLHUP;
  const readable = !isPreCopy(migration) || session.stream.peek(1).length > 0;
  return readable ? pollEvents.POLLIN | pollEvents.POLLRDNORM : 0;
}

/** VFIO_MIG_GET_PRECOPY_INFO. */
export function precopyInfo({ migration, session }: SavingFile, kernel: Kernel, address: bigint): Value {
  const argument = readArgument(kernel, address, vfioPrecopyInfo.size);
  if (typeof argument === 'number') return argument;
  if (!isPreCopy(migration)) return -errno.EINVAL;
  if (session.over) return -errno.ENODEV;
  const { vfio } = kernel.configuration.model;
  const answer = Image.of(vfioPrecopyInfo.size, kernel.order)
    .put(info.argsz, argument.number(info.argsz))
    .put(info.initial_bytes, vfio.initialBytes(session.stream))
    .put(info.dirty_bytes, vfio.dirtyBytes(session.stream));
  return copyOut(kernel, address, answer.bytes);
}
