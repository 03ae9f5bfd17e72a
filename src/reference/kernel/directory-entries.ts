import { errno } from '../../uapi/errno';
import type { Kernel } from './kernel';
import type { Result } from './operation';
import { writeWord } from './words';

/** struct linux_dirent64: 0 u64 inode, 8 s64 next offset, 16 u16 record length, 18 u8 type, 19 name with NUL; 8-aligned. */
const nameOffset = 19;

export function directoryEntries(kernel: Kernel, fd: bigint, buffer: bigint, length: bigint): Result {
  const description = kernel.descriptors.get(fd);
  if (description === undefined) return -errno.EBADF;
  const { list } = description.file;
  if (list === undefined) return -errno.ENOTDIR;
  const names = ['.', '..', ...list()];
  const size = Number(BigInt.asUintN(32, length));
  const records: Uint8Array[] = [];
  let used = 0;
  let next = Number(description.position);
  for (; next < names.length; next += 1) {
    const name = Buffer.from(`${names[next]}\0`);
    const recordLength = Math.ceil((nameOffset + name.length) / 8) * 8;
    if (used + recordLength > size) break;
    const record = new Uint8Array(recordLength);
    record.set(writeWord(BigInt(next + 1), 8, kernel.order), 0);
    record.set(writeWord(BigInt(next + 1), 8, kernel.order), 8);
    record.set(writeWord(BigInt(recordLength), 2, kernel.order), 16);
    record.set(name, nameOffset);
    records.push(record);
    used += recordLength;
  }
  if (used === 0) return next < names.length ? -errno.EINVAL : 0;
  if (!kernel.memory.copyOut(buffer, Buffer.concat(records))) return -errno.EFAULT;
  description.position = BigInt(next);
  return used;
}
