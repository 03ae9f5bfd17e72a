import { structure } from '../codec/structure';

const source = 'Linux arch/s390/kvm/gaccess.c union teid; kvm-unit-tests lib/s390x/fault.h';

/** Translation-exception identification, real 0xA8. */
export const teid = structure('TEID', 8, source, {
  pageAddress: [0, 51],
  accessKind: { bits: [52, 53], meaning: { 0: 'unknown', 1: 'store', 2: 'fetch' } },
  lowAddressOrExecution: 56,
  keyOrAccessList: 60,
  datOrAccessList: 61,
  addressSpace: { bits: [62, 63], meaning: { 0: 'primary', 1: 'access register', 2: 'secondary', 3: 'home' } },
});
