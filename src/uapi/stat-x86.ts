import { hostStructure, s64, u32, u64 } from '../codec/host-structure';

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
