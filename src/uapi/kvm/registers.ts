/** Linux 6.12 arch/s390/include/uapi/asm/kvm.h: registers of a vCPU. */
import { hexadecimal, hostArray, hostStructure, u32, u64 } from '../../codec/host-structure';

const source = 'Linux 6.12 arch/s390/include/uapi/asm/kvm.h';

export const kvmRegs = hostStructure('kvm_regs', 128, source, hostArray('gprs', 16, 0, u64, hexadecimal));

export const kvmSregs = hostStructure('kvm_sregs', 192, source, {
  ...hostArray('acrs', 16, 0, u32, hexadecimal),
  ...hostArray('crs', 16, 64, u64, hexadecimal),
});

export const kvmFpu = hostStructure('kvm_fpu', 136, source, {
  fpc: u32(0, hexadecimal),
  ...hostArray('fprs', 16, 8, u64, hexadecimal),
});

export const kvmPsw = hostStructure('kvm_s390_psw', 16, source, {
  mask: u64(0, hexadecimal),
  addr: u64(8, hexadecimal),
});

/** Numbers of KVM_GET_ONE_REG and KVM_SET_ONE_REG; bits 52-55 are the binary logarithm of the size in bytes. */
export const kvmRegisters = {
  KVM_REG_S390_TODPR: 0x5020000000000001n,
  KVM_REG_S390_EPOCHDIFF: 0x5030000000000002n,
  KVM_REG_S390_CPU_TIMER: 0x5030000000000003n,
  KVM_REG_S390_CLOCK_COMP: 0x5030000000000004n,
  KVM_REG_S390_PFTOKEN: 0x5030000000000005n,
  KVM_REG_S390_PFCOMPARE: 0x5030000000000006n,
  KVM_REG_S390_PFSELECT: 0x5030000000000007n,
  KVM_REG_S390_PP: 0x5030000000000008n,
  KVM_REG_S390_GBEA: 0x5030000000000009n,
} as const;
