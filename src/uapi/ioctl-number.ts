/**
 * How Linux builds the numbers of ioctls on s390x and x86-64: Linux 6.12 include/uapi/asm-generic/ioctl.h, eight bits of number, eight of
 * type, fourteen of the size of the argument, two of the direction as the program sees it.
 */
const number = (direction: number, type: number, nr: number, size: number): number =>
  direction * 2 ** 30 + size * 2 ** 16 + type * 2 ** 8 + nr;

export const io = (type: number, nr: number): number => number(0, type, nr, 0);
/** The argument goes to the kernel. */
export const iow = (type: number, nr: number, size: number): number => number(1, type, nr, size);
/** The argument comes from the kernel. */
export const ior = (type: number, nr: number, size: number): number => number(2, type, nr, size);
export const iowr = (type: number, nr: number, size: number): number => number(3, type, nr, size);
