import { frameSize } from '../../architecture/storage-key';
import { errno } from '../../uapi/errno';
import type { Kernel } from './kernel';
import type { Result } from './operation';
import { AnonymousMemory } from './user-memory';

const shared = 1;
const fixed = 0x10;
const anonymous = 0x20;
const readAllowed = 1;
const writeAllowed = 2;
const top = 2n ** 47n;

const isPage = (number: bigint): boolean => number % BigInt(frameSize) === 0n;

export function mapMemory(
  kernel: Kernel,
  address: bigint,
  length: bigint,
  protection: bigint,
  flags: bigint,
  fd: bigint,
  offset: bigint,
): Result {
  const size = (length + BigInt(frameSize - 1)) & ~BigInt(frameSize - 1);
  const kind = Number(flags & 0xfn);
  if (length === 0n || !isPage(offset) || kind < shared || kind > 3) return -errno.EINVAL;
  if (size > top) return -errno.ENOMEM;
  const at = Number(flags) & fixed;
  if (at !== 0 && (!isPage(address) || address + size > top)) return -errno.EINVAL;
  const writable = (Number(protection) & writeAllowed) !== 0;
  const readable = (Number(protection) & (readAllowed | writeAllowed)) !== 0;
  let backing:
    | AnonymousMemory
    | Exclude<ReturnType<NonNullable<NonNullable<ReturnType<Kernel['descriptors']['file']>>['mmap']>>, number>;
  if ((Number(flags) & anonymous) !== 0) backing = new AnonymousMemory();
  else {
    const description = kernel.descriptors.get(fd);
    if (description === undefined) return -errno.EBADF;
    const mode = description.flags & 3;
    if (mode === 1 || (writable && kind === shared && mode !== 2)) return -errno.EACCES;
    const mapped = description.file.mmap?.(kernel, Number(size), offset, writable) ?? -errno.ENODEV;
    if (typeof mapped === 'number') return mapped;
    backing = mapped;
  }
  const start = at !== 0 ? Number(address) : kernel.memory.free(Number(size));
  kernel.memory.map({ start, length: Number(size), readable, writable, backing, offset: 0 });
  return start;
}

export function unmapMemory(kernel: Kernel, address: bigint, length: bigint): Result {
  if (!isPage(address) || length === 0n || address + length > top) return -errno.EINVAL;
  kernel.memory.unmap(Number(address), Math.ceil(Number(length) / frameSize) * frameSize);
  return 0;
}

export function protectMemory(kernel: Kernel, address: bigint, length: bigint, protection: bigint): Result {
  if (!isPage(address)) return -errno.EINVAL;
  if (address + length > top) return -errno.ENOMEM;
  const writable = (Number(protection) & writeAllowed) !== 0;
  const readable = (Number(protection) & (readAllowed | writeAllowed)) !== 0;
  const size = Math.ceil(Number(length) / frameSize) * frameSize;
  return kernel.memory.protect(Number(address), size, readable, writable) ? 0 : -errno.ENOMEM;
}
