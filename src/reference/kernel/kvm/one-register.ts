import { errno } from '../../../uapi/errno';
import { kvmRegisters as registers } from '../../../uapi/kvm/registers';
import type { Kernel } from '../kernel';
import { readWord, writeWord } from '../words';
import type { Fields } from './commands';
import type { Vcpu } from './vcpu';

interface Register {
  /** Bytes. */
  readonly length: 4 | 8;
  get(vcpu: Vcpu): bigint;
  set(vcpu: Vcpu, value: bigint): void;
}

/** A doubleword in the state of the CPU (architecture/cpu-state). */
const inState = (offset: number): Register => ({
  length: 8,
  get: ({ cpu }) => cpu.view.getBigUint64(offset),
  set: ({ cpu }, value) => cpu.view.setBigUint64(offset, value),
});

/** Registers that are reached by number only. Source: Linux 6.12 arch/s390/kvm/kvm-s390.c kvm_arch_vcpu_ioctl_get_one_reg. */
const table = new Map<bigint, Register>([
  [
    registers.KVM_REG_S390_TODPR,
    {
      length: 4,
      get: ({ cpu }) => BigInt(cpu.view.getUint32(0x124)),
      set: ({ cpu }, value) => cpu.view.setUint32(0x124, Number(value)),
    },
  ],
  [registers.KVM_REG_S390_CPU_TIMER, inState(0x128)],
  [registers.KVM_REG_S390_CLOCK_COMP, inState(0x130)],
  [
    registers.KVM_REG_S390_PP,
    {
      length: 8,
      get: (vcpu) => vcpu.programParameter,
      set: (vcpu, value) => {
        vcpu.programParameter = value;
      },
    },
  ],
  [
    registers.KVM_REG_S390_GBEA,
    {
      length: 8,
      get: (vcpu) => vcpu.breakingEvent,
      set: (vcpu, value) => {
        vcpu.breakingEvent = value;
      },
    },
  ],
]);

export function getOneRegister(vcpu: Vcpu, { id, addr }: Fields, kernel: Kernel): number {
  const register = table.get(id!);
  if (register === undefined) return -errno.EINVAL;
  const bytes = writeWord(register.get(vcpu), register.length, kernel.order);
  return kernel.memory.copyOut(addr!, bytes) ? 0 : -errno.EFAULT;
}

export function setOneRegister(vcpu: Vcpu, { id, addr }: Fields, kernel: Kernel): number {
  const register = table.get(id!);
  if (register === undefined) return -errno.EINVAL;
  const bytes = kernel.memory.copyIn(addr!, register.length);
  if (bytes === undefined) return -errno.EFAULT;
  register.set(vcpu, readWord(bytes, 0, register.length, kernel.order));
  return 0;
}
