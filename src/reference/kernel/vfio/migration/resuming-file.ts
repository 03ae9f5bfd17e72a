import { errno } from '../../../../uapi/errno';
import type { Kernel } from '../../kernel';
import type { OpenFile } from '../../open-file';
import type { Value } from '../../operation';
import type { Migration } from './migration';
import type { Session } from './session';

type Resuming = Extract<Session, { direction: 'resuming' }>;

/** The data file of a resuming session. */
export class ResumingFile implements OpenFile {
  readonly kind = 'resuming';

  constructor(
    readonly migration: Migration,
    readonly session: Resuming,
  ) {}

  get stream(): true | undefined {
    return this.migration.kernel.configuration.model.vfio.dataFileIsStream;
  }

  ioctl(kernel: Kernel): Value {
    return kernel.configuration.model.vfio.unknownCall(this.kind);
  }

  flush(kernel: Kernel): void {
    kernel.configuration.model.vfio.dataFileFlushed(this.migration);
  }

  release(kernel: Kernel): void {
    kernel.configuration.model.vfio.dataFileClosed(this.migration);
  }

  write(kernel: Kernel, buffer: bigint, length: number): Value {
    return kernel.configuration.model.vfio.writeResumed(this, kernel, buffer, length);
  }
}

/** The most that is copied at once; a stream takes less than that in one piece anyway. */
const largestWrite = 1 << 24;

export function writeResumed({ session }: ResumingFile, kernel: Kernel, buffer: bigint, length: number): Value {
  if (session.over) return -errno.ENODEV;
  if (length === 0) return 0;
  if (length > largestWrite) return -errno.ENOMEM;
  const bytes = kernel.memory.copyIn(buffer, length);
  return bytes === undefined ? -errno.EFAULT : session.stream.write(bytes);
}
