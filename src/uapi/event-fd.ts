/** Linux 6.12 include/uapi/linux/eventfd.h. A read or write carries one u64 in the byte order of the host. */
export const eventfdFlags = { EFD_SEMAPHORE: 0o1, EFD_NONBLOCK: 0o4000, EFD_CLOEXEC: 0o2000000 } as const;
