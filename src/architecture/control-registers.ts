import { structure } from '../codec/structure';

const source = 'z/Architecture control registers; Linux arch/s390/include/asm/ctlreg.h, arch/s390/kvm/gaccess.c';

export const cr0 = structure('CR0', 8, source, {
  lowAddressProtection: 35,
  extractionAuthority: 36,
  secondarySpace: 37,
  fetchProtectionOverride: 38,
  storageProtectionOverride: 39,
  enhancedDat: 40,
  instructionExecutionProtection: 43,
  accessRegisterFpRegister: 45,
  externalCallMask: 50,
  emergencySignalMask: 49,
  clockComparatorMask: 52,
  cpuTimerMask: 53,
  serviceSignalMask: 54,
});

/** CR1 (primary), CR7 (secondary), CR13 (home). */
export const asce = structure('address-space-control element', 8, source, {
  origin: [0, 51],
  subspaceGroup: 54,
  privateSpace: 55,
  storageAlterationEvent: 56,
  spaceSwitchEvent: 57,
  realSpace: 58,
  tableType: {
    bits: [60, 61],
    meaning: { 0: 'segment table', 1: 'region-third table', 2: 'region-second table', 3: 'region-first table' },
  },
  tableLength: [62, 63],
});

export const cr3 = structure('CR3', 8, source, { pswKeyMask: [32, 47], secondaryAsn: [48, 63] });
export const cr6 = structure('CR6', 8, source, { interruptionSubclassMask: [32, 39] });
