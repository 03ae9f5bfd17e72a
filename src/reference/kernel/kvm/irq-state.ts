import { decode, encode, type Values } from '../../../codec/codec';
import type { Structure } from '../../../codec/structure';
import { errno } from '../../../uapi/errno';
import {
  kvmIrq,
  kvmIrqEmerg,
  kvmIrqExtcall,
  kvmIrqMchk,
  kvmIrqPgm,
  kvmProgramFlags,
  kvmInterruptTypes as types,
} from '../../../uapi/kvm/interrupts';
import type { Interruption } from '../../cpu/interruptions';
import type { Kernel } from '../kernel';
import type { Fields } from './commands';
import { injectIrq } from './interrupts';
import type { Vcpu } from './vcpu';

/** Source: Linux 6.12 arch/s390/kvm/kvm-s390.c VCPU_IRQS_MAX_BUF. */
const longestState = kvmIrq.size * (256 + 16);

type Described = readonly [Structure, Values];

function program(vcpu: Vcpu): Described[] {
  const { program } = vcpu;
  if (program === undefined) return [];
  const { check, length, noRewind } = program;
  const flags =
    kvmProgramFlags.KVM_S390_PGM_FLAGS_ILC_VALID |
    length |
    (noRewind ? kvmProgramFlags.KVM_S390_PGM_FLAGS_NO_REWIND : 0);
  return [
    [
      kvmIrqPgm,
      {
        type: types.KVM_S390_PROGRAM_INT,
        'u.pgm.trans_exc_code': check.teid ?? 0n,
        'u.pgm.code': check.code,
        'u.pgm.exc_access_id': check.accessId ?? 0,
        'u.pgm.flags': flags,
      },
    ],
  ];
}

const externals: Readonly<Record<number, (cpuAddress: number) => Described>> = {
  4609: (cpu) => [kvmIrqEmerg, { type: types.KVM_S390_INT_EMERGENCY, 'u.emerg.code': cpu }],
  4610: (cpu) => [kvmIrqExtcall, { type: types.KVM_S390_INT_EXTERNAL_CALL, 'u.extcall.code': cpu }],
  4100: () => [kvmIrq, { type: types.KVM_S390_INT_CLOCK_COMP }],
  4101: () => [kvmIrq, { type: types.KVM_S390_INT_CPU_TIMER }],
};

function described(one: Interruption): Described[] {
  if (one.class === 'external') {
    const known = externals[one.code];
    return known === undefined ? [] : [known(one.cpuAddress)];
  }
  if (one.class === 'restart') return [[kvmIrq, { type: types.KVM_S390_RESTART }]];
  if (one.class === 'machine-check') return [[kvmIrqMchk, { type: types.KVM_S390_MCHK, 'u.mchk.mcic': one.code }]];
  return [];
}

/**
 * KVM_S390_SET_IRQ_STATE: makes interruptions pending for a CPU that has none.
 * Source: Linux 6.12 arch/s390/kvm/kvm-s390.c kvm_arch_vcpu_ioctl, interrupt.c kvm_s390_set_irq_state.
 */
export function setIrqState(vcpu: Vcpu, { buf, len }: Fields, kernel: Kernel): number {
  const length = Number(len);
  if (length === 0 || length > longestState || length % kvmIrq.size !== 0) return -errno.EINVAL;
  const bytes = kernel.memory.copyIn(buf!, length);
  if (bytes === undefined) return -errno.EFAULT;
  if (vcpu.program !== undefined || vcpu.cpu.pending.length > 0 || vcpu.stopRequested) return -errno.EBUSY;
  for (let at = 0; at < length; at += kvmIrq.size) {
    const one = bytes.subarray(at, at + kvmIrq.size);
    const result = injectIrq(vcpu, decode(kvmIrq, one, kernel.order), kernel, one);
    if (result !== 0) return result;
  }
  return 0;
}

/** KVM_S390_GET_IRQ_STATE: what is pending for the CPU alone; the answer is the number of bytes. Source: Linux 6.12 kvm_s390_get_irq_state. */
export function getIrqState(vcpu: Vcpu, { buf, len }: Fields, kernel: Kernel): number {
  if (len === 0n) return -errno.EINVAL;
  const all: Described[] = [...program(vcpu), ...vcpu.cpu.pending.flatMap(described)];
  if (vcpu.stopRequested) all.push([kvmIrq, { type: types.KVM_S390_SIGP_STOP }]);
  const bytes = Buffer.concat(all.map(([structure, values]) => encode(structure, values, undefined, kernel.order)));
  if (bytes.length > Number(len)) return -errno.ENOBUFS;
  return kernel.memory.copyOut(buf!, bytes) ? bytes.length : -errno.EFAULT;
}
