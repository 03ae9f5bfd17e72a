import { errno } from '../../uapi/errno';
import type { OpenFile } from './open-file';

/** syslog levels. */
export const logLevel = { error: 3, warning: 4, info: 6 } as const;

export interface LogRecord {
  readonly level: number;
  /** Nanoseconds since boot. */
  readonly time: bigint;
  readonly text: string;
}

/** The kernel log. */
export class KernelLog {
  readonly records: LogRecord[] = [];

  add(level: keyof typeof logLevel, time: bigint, text: string): void {
    this.records.push({ level: logLevel[level], time, text });
  }

  /** /dev/kmsg: each read gives one record, `level,sequence,microseconds,-;text`. Source: Documentation/ABI/testing/dev-kmsg. */
  open(): OpenFile {
    let next = 0;
    return {
      kind: 'kernel-log',
      read: (kernel, buffer, length) => {
        const record = this.records[next];
        if (record === undefined) return -errno.EAGAIN;
        const line = Buffer.from(`${record.level},${next},${record.time / 1000n},-;${record.text}\n`);
        if (line.length > length) return -errno.EINVAL;
        next += 1;
        return kernel.memory.copyOut(buffer, line) ? line.length : -errno.EFAULT;
      },
    };
  }
}
