/** What fstat and getdents answer; `struct stat` has a layout for each architecture, see `stat-s390x` and `stat-x86`. */
import { hostStructure, s64, u8, u16, u64, values } from '../codec/host-structure';

/** Linux 6.12 include/uapi/linux/stat.h: values in the bits of S_IFMT. */
export const fileTypes = {
  S_IFIFO: 0o10000,
  S_IFCHR: 0o20000,
  S_IFDIR: 0o40000,
  S_IFBLK: 0o60000,
  S_IFREG: 0o100000,
  S_IFLNK: 0o120000,
  S_IFSOCK: 0o140000,
} as const;

export const fileTypeMask = { S_IFMT: 0o170000 } as const;

/** getdents(2); the kernel has no uAPI header for them. */
export const directoryEntryTypes = {
  DT_UNKNOWN: 0,
  DT_FIFO: 1,
  DT_CHR: 2,
  DT_DIR: 4,
  DT_BLK: 6,
  DT_REG: 8,
  DT_LNK: 10,
  DT_SOCK: 12,
} as const;

/** Followed by the name and its NUL, padded with zeros to a multiple of 8; 19 bytes without the name. */
export const directoryEntry = hostStructure('linux_dirent64', 19, 'Linux 6.12 include/linux/dirent.h', {
  d_ino: u64(0),
  d_off: s64(8),
  d_reclen: u16(16),
  d_type: u8(18, values(directoryEntryTypes)),
});
