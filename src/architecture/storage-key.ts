import { structure } from '../codec/structure';

export const storageKey = structure(
  'storage key',
  1,
  'z/Architecture storage key; Linux arch/s390/include/asm/page.h _PAGE_ACC_BITS…',
  {
    acc: [0, 3],
    fetchProtection: 4,
    reference: 5,
    change: 6,
  },
);

/** Bytes of storage that share one key. */
export const frameSize = 4096;
