import { structure } from '../codec/structure';

export const psw = structure('PSW', 16, 'z/Architecture PSW; Linux arch/s390/include/asm/ptrace.h', {
  per: 1,
  dat: 5,
  inputOutput: 6,
  external: 7,
  key: [8, 11],
  machineCheck: 13,
  wait: 14,
  problem: 15,
  addressSpace: {
    bits: [16, 17],
    meaning: { 0: 'primary space', 1: 'access-register mode', 2: 'secondary space', 3: 'home space' },
  },
  cc: [18, 19],
  programMask: [20, 23],
  extendedAddressing: 31,
  basicAddressing: 32,
  address: [64, 127],
});
