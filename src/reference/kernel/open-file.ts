import type { Kernel } from './kernel';
import type { Result, Value } from './operation';
import type { Backing } from './user-memory';

/**
 * What an open file can do; an operation it lacks is answered as Linux answers for a file without it.
 * Results are values or negated error numbers.
 */
export interface OpenFile {
  /** As the uAPI tables name it: container, group, device, data-file, kvm, vm, vcpu, eventfd, … */
  readonly kind: string;
  /** The file has no position: pread, pwrite and lseek are refused with ESPIPE. */
  readonly stream?: true | undefined;
  ioctl?(kernel: Kernel, request: number, argument: bigint): Result;
  /** `position` is that of the file for read, the argument for pread. */
  read?(kernel: Kernel, buffer: bigint, length: number, position: bigint): Result;
  write?(kernel: Kernel, buffer: bigint, length: number, position: bigint): Result;
  mmap?(kernel: Kernel, length: number, offset: bigint, writable: boolean): Backing | number;
  /** Events that are there now; a file without this is always ready. */
  poll?(): number;
  /** Entries of a directory. */
  list?(): readonly string[];
  /** A descriptor is closed, though others may be left. */
  flush?(kernel: Kernel): void;
  /** The last descriptor is closed. */
  release?(kernel: Kernel): void;
}

/** Answers of a file that has the whole content at once, such as an attribute in sysfs. */
export function readFrom(
  kernel: Kernel,
  content: Uint8Array,
  buffer: bigint,
  length: number,
  position: bigint,
  fault: number,
): Value {
  if (position >= BigInt(content.length)) return 0;
  const part = content.subarray(Number(position), Number(position) + length);
  return kernel.memory.copyOut(buffer, part) ? part.length : fault;
}
