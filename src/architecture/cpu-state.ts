import { arrayAt, bytesAt, structure } from '../codec/structure';

/**
 * The state of one CPU: the image that store status leaves at absolute 0x1200-0x13FF.
 * Offsets here are from 0x1200.
 */
export const cpuState = structure(
  'CPU state',
  512,
  'z/Architecture store-status save areas, real 0x1200-0x13FF; Linux arch/s390/include/asm/lowcore.h',
  {
    ...arrayAt('fpr', 16, 0x000, 8),
    ...arrayAt('gr', 16, 0x080, 8),
    pswMask: bytesAt(0x100, 8),
    pswAddress: bytesAt(0x108, 8),
    prefix: bytesAt(0x118, 4),
    fpc: bytesAt(0x11c, 4),
    todProgrammable: bytesAt(0x124, 4),
    cpuTimer: bytesAt(0x128, 8),
    clockComparator: bytesAt(0x131, 7),
    ...arrayAt('ar', 16, 0x140, 4),
    ...arrayAt('cr', 16, 0x180, 8),
  },
);

/** Byte offsets in the CPU state, for partial reads and writes. */
export const cpuStateOffset = {
  fpr: (n: number): number => n * 8,
  gr: (n: number): number => 0x080 + n * 8,
  psw: 0x100,
  pswAddress: 0x108,
  prefix: 0x118,
  fpc: 0x11c,
  cpuTimer: 0x128,
  clockComparator: 0x130,
  ar: (n: number): number => 0x140 + n * 4,
  cr: (n: number): number => 0x180 + n * 8,
} as const;

/** The parts of the image that a program sees change: general registers, PSW and prefix; access and control registers. */
export const programVisibleState = [
  { offset: cpuStateOffset.gr(0), length: cpuStateOffset.fpc - cpuStateOffset.gr(0) },
  { offset: cpuStateOffset.ar(0), length: cpuState.size - cpuStateOffset.ar(0) },
] as const;
