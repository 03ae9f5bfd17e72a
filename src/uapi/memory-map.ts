/** Linux 6.12 include/uapi/asm-generic/mman-common.h, mman.h and include/uapi/linux/mman.h. */
export const protections = { PROT_READ: 1, PROT_WRITE: 2, PROT_EXEC: 4 } as const;

export const noProtection = { PROT_NONE: 0 } as const;

/** Values in the bits of MAP_TYPE. */
export const mapTypes = { MAP_SHARED: 1, MAP_PRIVATE: 2, MAP_SHARED_VALIDATE: 3 } as const;

export const mapTypeMask = { MAP_TYPE: 0xf } as const;

export const mapFlags = {
  MAP_FIXED: 0x10,
  MAP_ANONYMOUS: 0x20,
  MAP_GROWSDOWN: 0x100,
  MAP_LOCKED: 0x2000,
  MAP_NORESERVE: 0x4000,
  MAP_POPULATE: 0x8000,
  MAP_NONBLOCK: 0x10000,
  MAP_STACK: 0x20000,
  MAP_HUGETLB: 0x40000,
  MAP_SYNC: 0x80000,
  MAP_FIXED_NOREPLACE: 0x100000,
} as const;
