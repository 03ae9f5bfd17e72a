import type { SystemCall } from '../../contract/entries';
import { errno } from '../../uapi/errno';
import { directoryEntries } from './directory-entries';
import { EventFd, eventfdFlags } from './eventfd';
import type { Description } from './file-table';
import type { Kernel } from './kernel';
import { mapMemory, protectMemory, unmapMemory } from './memory-calls';
import type { OpenFile } from './open-file';
import { isOperation, type Operation, type Result, type Value } from './operation';
import { poll } from './poll';

type Handler = (kernel: Kernel, ...parameters: bigint[]) => Result;

const unsigned32 = (value: bigint): number => Number(BigInt.asUintN(32, value));
const signed32 = (value: bigint): number => Number(BigInt.asIntN(32, value));
/** The most that one read or write transfers. Source: Linux include/linux/fs.h MAX_RW_COUNT. */
const largestTransfer = 0x7fff_f000n;
const longestPath = 4096;
const accessMode = 3;
const directoryFlag = 0o200000;
const exclusiveCreate = 0o100;

function path(kernel: Kernel, address: bigint): string | number {
  for (let length = 64; ; length = Math.min(length * 4, longestPath)) {
    const bytes = kernel.memory.copyIn(address, length) ?? kernel.memory.copyIn(address, 1);
    if (bytes === undefined) return -errno.EFAULT;
    const end = bytes.indexOf(0);
    if (end !== -1) return Buffer.from(bytes.subarray(0, end)).toString('latin1');
    if (length === longestPath) return -errno.ENAMETOOLONG;
  }
}

function open(kernel: Kernel, name: bigint, openFlags: bigint): Result {
  const text = path(kernel, name);
  if (typeof text === 'number') return text;
  const flags = unsigned32(openFlags);
  const found = kernel.files.resolve(text);
  if (typeof found === 'number')
    return found === -errno.ENOENT && (flags & exclusiveCreate) !== 0 ? -errno.EACCES : found;
  const { node } = found;
  if (node.type === 'directory') {
    if ((flags & accessMode) !== 0) return -errno.EISDIR;
    return kernel.install({ kind: 'directory', list: () => [...node.entries.keys()] }, flags);
  }
  if (node.type === 'link') return -errno.ELOOP;
  if ((flags & directoryFlag) !== 0) return -errno.ENOTDIR;
  const file = node.open(kernel, flags);
  return typeof file === 'number' ? file : kernel.install(file, flags);
}

/** The description when it may be used that way, or the error. */
function usable(kernel: Kernel, fd: bigint, way: 'read' | 'write'): Description | number {
  const description = kernel.descriptors.get(fd);
  if (description === undefined) return -errno.EBADF;
  const mode = description.flags & accessMode;
  return mode === 2 || mode === (way === 'read' ? 0 : 1) ? description : -errno.EBADF;
}

/** Moves the position behind what was transferred, whenever the operation ends. */
function moving(description: Description, result: Result): Result {
  const move = (value: Value): Value => {
    if (description.file.stream !== true && value > 0) description.position += BigInt(value);
    return value;
  };
  if (!isOperation(result)) return move(result);
  return (function* (): Operation {
    return move(yield* result);
  })();
}

function transfer(
  kernel: Kernel,
  way: 'read' | 'write',
  fd: bigint,
  buffer: bigint,
  length: bigint,
  offset?: bigint,
): Result {
  if (offset !== undefined) {
    // Source of the order: Linux 6.12 fs/read_write.c ksys_pread64.
    if (BigInt.asIntN(64, offset) < 0n) return -errno.EINVAL;
    if (kernel.descriptors.get(fd)?.file.stream === true) return -errno.ESPIPE;
  }
  const description = usable(kernel, fd, way);
  if (typeof description === 'number') return description;
  const { file } = description;
  if (BigInt.asIntN(64, length) < 0n) return -errno.EINVAL;
  const size = Number(length < largestTransfer ? length : largestTransfer);
  const result = file[way]?.(kernel, buffer, size, offset ?? description.position);
  if (result === undefined) return file.list === undefined ? -errno.EINVAL : -errno.EISDIR;
  return offset === undefined ? moving(description, result) : result;
}

function seek(kernel: Kernel, fd: bigint, offset: bigint, whence: bigint): Result {
  const description = kernel.descriptors.get(fd);
  if (description === undefined) return -errno.EBADF;
  if (description.file.stream === true || description.file.read === undefined) return -errno.ESPIPE;
  const from = [0n, description.position][unsigned32(whence)];
  if (from === undefined) return -errno.EINVAL;
  const position = from + BigInt.asIntN(64, offset);
  if (position < 0n) return -errno.EINVAL;
  description.position = position;
  return position;
}

function readLink(kernel: Kernel, name: bigint, buffer: bigint, length: bigint): Result {
  const size = signed32(length);
  if (size <= 0) return -errno.EINVAL;
  const text = path(kernel, name);
  if (typeof text === 'number') return text;
  const found = kernel.files.resolve(text, false);
  if (typeof found === 'number') return found;
  if (found.node.type !== 'link') return -errno.EINVAL;
  const bytes = Buffer.from(found.node.target).subarray(0, size);
  return kernel.memory.copyOut(buffer, bytes) ? bytes.length : -errno.EFAULT;
}

function control(kernel: Kernel, fd: bigint, request: bigint, argument: bigint): Result {
  const file = kernel.descriptors.get(fd)?.file;
  if (file === undefined) return -errno.EBADF;
  return file.ioctl?.(kernel, unsigned32(request), BigInt.asUintN(64, argument)) ?? -errno.ENOTTY;
}

function eventfd(kernel: Kernel, initial: bigint, flags: bigint): Result {
  const known = Object.values(eventfdFlags).reduce((all, flag) => all | flag, 0);
  if ((unsigned32(flags) & ~known) !== 0) return -errno.EINVAL;
  return kernel.install(new EventFd(unsigned32(initial), unsigned32(flags), kernel.order), 2);
}

function duplicate(kernel: Kernel, fd: bigint): Result {
  const description = kernel.descriptors.get(fd);
  if (description === undefined) return -errno.EBADF;
  return kernel.descriptors.install(description) ?? -errno.EMFILE;
}

/** System calls by name; one that is missing is answered unsupported. */
export const systemCalls: Readonly<Partial<Record<SystemCall, Handler>>> = {
  open,
  close: (kernel, fd) => (kernel.descriptors.close(fd!) ? 0 : -errno.EBADF),
  ioctl: control as Handler,
  read: (kernel, fd, buffer, length) => transfer(kernel, 'read', fd!, buffer!, length!),
  write: (kernel, fd, buffer, length) => transfer(kernel, 'write', fd!, buffer!, length!),
  pread: (kernel, fd, buffer, length, offset) => transfer(kernel, 'read', fd!, buffer!, length!, offset!),
  pwrite: (kernel, fd, buffer, length, offset) => transfer(kernel, 'write', fd!, buffer!, length!, offset!),
  lseek: seek as Handler,
  mmap: mapMemory as Handler,
  munmap: unmapMemory as Handler,
  mprotect: protectMemory as Handler,
  poll: poll as Handler,
  eventfd: eventfd as Handler,
  dup: duplicate as Handler,
  readlink: readLink as Handler,
  getdents: directoryEntries as Handler,
};

export type { OpenFile };
