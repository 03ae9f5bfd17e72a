/** Linux 6.12 include/uapi/asm-generic/fcntl.h; s390x and x86-64 have no values of their own. */

/** Values in the bits of O_ACCMODE. */
export const accessModes = { O_RDONLY: 0o0, O_WRONLY: 0o1, O_RDWR: 0o2 } as const;

export const accessModeMask = { O_ACCMODE: 0o3 } as const;

/** Flags of several bits come before the flags that they contain. */
export const openFlags = {
  O_TMPFILE: 0o20200000,
  O_SYNC: 0o4010000,
  O_CREAT: 0o100,
  O_EXCL: 0o200,
  O_NOCTTY: 0o400,
  O_TRUNC: 0o1000,
  O_APPEND: 0o2000,
  O_NONBLOCK: 0o4000,
  O_DSYNC: 0o10000,
  O_DIRECT: 0o40000,
  O_LARGEFILE: 0o100000,
  O_DIRECTORY: 0o200000,
  O_NOFOLLOW: 0o400000,
  O_NOATIME: 0o1000000,
  O_CLOEXEC: 0o2000000,
  O_PATH: 0o10000000,
} as const;

/** Linux 6.12 include/uapi/linux/fs.h. */
export const seekOrigins = { SEEK_SET: 0, SEEK_CUR: 1, SEEK_END: 2, SEEK_DATA: 3, SEEK_HOLE: 4 } as const;
