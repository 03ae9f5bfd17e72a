/** What fstat and getdents answer. `struct stat` has a layout for each architecture. */
import { hostStructure, s64, u8, u16, u32, u64, values } from '../codec/host-structure';

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

export const statS390x = hostStructure('stat', 144, 'Linux 6.12 arch/s390/include/uapi/asm/stat.h', {
  st_dev: u64(0),
  st_ino: u64(8),
  st_nlink: u64(16),
  st_mode: u32(24),
  st_uid: u32(28),
  st_gid: u32(32),
  st_rdev: u64(40),
  st_size: u64(48),
  st_atime: u64(56),
  st_atime_nsec: u64(64),
  st_mtime: u64(72),
  st_mtime_nsec: u64(80),
  st_ctime: u64(88),
  st_ctime_nsec: u64(96),
  st_blksize: u64(104),
  st_blocks: s64(112),
});

export const statX86 = hostStructure('stat', 144, 'Linux 6.12 arch/x86/include/uapi/asm/stat.h', {
  st_dev: u64(0),
  st_ino: u64(8),
  st_nlink: u64(16),
  st_mode: u32(24),
  st_uid: u32(28),
  st_gid: u32(32),
  st_rdev: u64(40),
  st_size: s64(48),
  st_blksize: s64(56),
  st_blocks: s64(64),
  st_atime: u64(72),
  st_atime_nsec: u64(80),
  st_mtime: u64(88),
  st_mtime_nsec: u64(96),
  st_ctime: u64(104),
  st_ctime_nsec: u64(112),
});

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
