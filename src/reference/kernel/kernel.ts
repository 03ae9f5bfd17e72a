import type { Answer, SystemCall } from '../../contract/entries';
import { errno } from '../../uapi/errno';
import type { Configuration } from '../configuration';
import { Clock } from './clock';
import { descriptorInformation } from './descriptor-information';
import { directory, FileSystem, device as node } from './file-system';
import { FileTable } from './file-table';
import { KernelLog } from './kernel-log';
import { openKvm } from './kvm/kvm-device';
import type { OpenFile } from './open-file';
import { systemCalls } from './system-calls';
import { type Progress, Tasks } from './tasks';
import { AnonymousMemory, UserMemory } from './user-memory';
import type { ByteOrder } from './words';

/** Memory that the host program has from the start. */
export const arena = { start: 0x3ff_8000_0000, length: 4 << 20 } as const;

/** The Linux kernel as one host program sees it. */
export class Kernel {
  readonly memory = new UserMemory();
  readonly files = new FileSystem();
  readonly log = new KernelLog();
  readonly clock = new Clock();
  readonly tasks = new Tasks(this.clock);
  readonly descriptors: FileTable = new FileTable(this);

  constructor(
    readonly order: ByteOrder,
    /** What the machine is made of: model, facilities; its own CPUs and storage are those of the host. */
    readonly configuration: Configuration,
  ) {
    this.memory.map({ ...arena, readable: true, writable: true, backing: new AnonymousMemory(), offset: 0 });
    this.files.place(
      '/dev/kmsg',
      node(() => this.log.open()),
    );
    this.files.place('/dev/kvm', node(openKvm));
    this.files.place('/sys', directory());
    this.files.place('/proc/self/fdinfo', descriptorInformation(this.descriptors));
  }

  /** A new descriptor of a file, or the error where there are too many. */
  install(file: OpenFile, flags: number): number {
    return this.descriptors.open(file, flags) ?? -errno.EMFILE;
  }

  /** Adds a line to the kernel log. */
  say(level: 'error' | 'warning' | 'info', text: string): void {
    this.log.add(level, this.clock.now, text);
  }

  call(task: number, name: SystemCall, parameters: readonly bigint[]): Answer {
    const handler = systemCalls[name];
    if (handler === undefined) return { kind: 'unsupported', what: `the system call ${name}` };
    if (this.tasks.isOpen(task)) return { kind: 'unsupported', what: `a second call of task ${task}` };
    const [first = 0n, second = 0n, third = 0n, fourth = 0n, fifth = 0n, sixth = 0n] = parameters;
    return answerOf(this.tasks.begin(task, name, handler(this, first, second, third, fourth, fifth, sixth)));
  }

  collect(task: number): Answer {
    if (!this.tasks.isOpen(task))
      return { kind: 'unsupported', what: `collecting from task ${task}, which is in no call` };
    return answerOf(this.tasks.advance(task));
  }
}

function answerOf(progress: Progress): Answer {
  if (progress === 'blocked') return { kind: 'blocked' };
  const value = BigInt(progress.value);
  return value < 0n && value >= -4095n
    ? { kind: 'returned', value: -1n, errno: Number(-value) }
    : { kind: 'returned', value: BigInt.asIntN(64, value), errno: 0 };
}
