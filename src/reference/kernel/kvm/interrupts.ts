import { decode } from '../../../codec/codec';
import type { Structure } from '../../../codec/structure';
import { errno } from '../../../uapi/errno';
import {
  kvmIrq,
  kvmIrqViews,
  kvmProgramFlags,
  kvmStopFlags,
  kvmInterruptTypes as types,
} from '../../../uapi/kvm/interrupts';
import type { Interruption } from '../../cpu/interruptions';
import { ProgramCheck } from '../../cpu/program-check';
import type { Kernel } from '../kernel';
import type { Fields } from './commands';
import { injectProgram } from './program-injection';
import type { Vcpu } from './vcpu';

/** External-interruption codes. Source: Linux 6.12 arch/s390/include/asm/irq.h. */
const external = { emergency: 0x1201, externalCall: 0x1202, clockComparator: 0x1004, cpuTimer: 0x1005 } as const;
const lengthFlags = kvmProgramFlags.KVM_S390_PGM_FLAGS_ILC_0 | kvmProgramFlags.KVM_S390_PGM_FLAGS_ILC_1;
const mostCpus = 256n;

/** Makes an interruption pending, once: the ones below have no queue. */
function makePending(vcpu: Vcpu, interruption: Interruption): number {
  const { pending } = vcpu.cpu;
  const text = (one: Interruption): string => Object.values(one).join(' ');
  if (!pending.some((one) => text(one) === text(interruption))) pending.push(interruption);
  return 0;
}

const externalInterruption = (code: number, cpuAddress = 0): Interruption => ({
  class: 'external',
  code,
  cpuAddress,
  parameter: 0,
});

/** The flags tell the length code where they are valid. Source: Linux 6.12 arch/s390/kvm/interrupt.c __inject_prog. */
function program(vcpu: Vcpu, fields: Fields): number {
  const code = Number(fields['u.pgm.code']);
  const flags = Number(fields['u.pgm.flags']);
  const check = new ProgramCheck(
    code,
    storesIdentification(vcpu, code) ? fields['u.pgm.trans_exc_code'] : undefined,
    storesIdentification(vcpu, code) ? Number(fields['u.pgm.exc_access_id']) : undefined,
  );
  const length = (flags & kvmProgramFlags.KVM_S390_PGM_FLAGS_ILC_VALID) === 0 ? undefined : flags & lengthFlags;
  injectProgram(vcpu, check, length, (flags & kvmProgramFlags.KVM_S390_PGM_FLAGS_NO_REWIND) !== 0);
  return 0;
}

/** Access exceptions bring their identification along: protection and what says that there is no translation. */
const storesIdentification = (vcpu: Vcpu, code: number): boolean => code === 0x04 || vcpu.cpu.behaviour.nullifies(code);

function externalCall(vcpu: Vcpu, fields: Fields): number {
  const { pending } = vcpu.cpu;
  if (pending.some((one) => one.class === 'external' && one.code === external.externalCall)) return -errno.EBUSY;
  pending.push(externalInterruption(external.externalCall, Number(fields['u.extcall.code'])));
  return 0;
}

function emergency(vcpu: Vcpu, fields: Fields): number {
  const cpu = fields['u.emerg.code']!;
  if (cpu >= mostCpus || !vcpu.vm.vcpus.has(Number(cpu))) return -errno.EINVAL;
  return makePending(vcpu, externalInterruption(external.emergency, Number(cpu)));
}

function stop(vcpu: Vcpu, fields: Fields): number {
  if ((fields['u.stop.flags']! & ~BigInt(kvmStopFlags.KVM_S390_STOP_FLAG_STORE_STATUS)) !== 0n) return -errno.EINVAL;
  if (vcpu.stopped) return 0;
  if (vcpu.stopRequested) return -errno.EBUSY;
  vcpu.stopRequested = true;
  return 0;
}

/** A stopped CPU only. Source: Linux 6.12 arch/s390/kvm/interrupt.c __inject_set_prefix. */
function setPrefix(vcpu: Vcpu, fields: Fields): number {
  if (!vcpu.stopped) return -errno.EBUSY;
  vcpu.cpu.prefix = Number(fields['u.prefix.address']);
  return 0;
}

type Injection = (vcpu: Vcpu, fields: Fields) => number;

/** Source: Linux 6.12 arch/s390/kvm/interrupt.c do_inject_vcpu. */
const injections: Readonly<Record<number, Injection>> = {
  [types.KVM_S390_PROGRAM_INT]: program,
  [types.KVM_S390_SIGP_SET_PREFIX]: setPrefix,
  [types.KVM_S390_SIGP_STOP]: stop,
  [types.KVM_S390_RESTART]: (vcpu) => makePending(vcpu, { class: 'restart' }),
  [types.KVM_S390_INT_CLOCK_COMP]: (vcpu) => makePending(vcpu, externalInterruption(external.clockComparator)),
  [types.KVM_S390_INT_CPU_TIMER]: (vcpu) => makePending(vcpu, externalInterruption(external.cpuTimer)),
  [types.KVM_S390_INT_EXTERNAL_CALL]: externalCall,
  [types.KVM_S390_INT_EMERGENCY]: emergency,
  [types.KVM_S390_MCHK]: (vcpu, fields) =>
    makePending(vcpu, { class: 'machine-check', code: fields['u.mchk.mcic'] ?? 0n }),
};

function view(type: bigint): Structure {
  return (type < 2n ** 32n ? kvmIrqViews.get(Number(type)) : undefined) ?? kvmIrq;
}

/** KVM_S390_IRQ. */
export function injectIrq(vcpu: Vcpu, { type }: Fields, kernel: Kernel, bytes: Uint8Array): number {
  const injection = type! < 2n ** 32n ? injections[Number(type)] : undefined;
  return injection?.(vcpu, decode(view(type!), bytes, kernel.order)) ?? -errno.EINVAL;
}

const sixteenBits = (value: bigint): boolean => value < 0x10000n;

/** What the older form of the call can say, as fields of the newer. Source: Linux 6.12 interrupt.c s390int_to_s390irq. */
const olderForms: Readonly<Record<number, (parameter: bigint, long: bigint) => Fields | undefined>> = {
  [types.KVM_S390_PROGRAM_INT]: (parameter) =>
    sixteenBits(parameter)
      ? { 'u.pgm.code': parameter, 'u.pgm.flags': 0n, 'u.pgm.trans_exc_code': 0n, 'u.pgm.exc_access_id': 0n }
      : undefined,
  [types.KVM_S390_SIGP_SET_PREFIX]: (parameter) => ({ 'u.prefix.address': parameter }),
  [types.KVM_S390_SIGP_STOP]: (parameter) => ({ 'u.stop.flags': parameter }),
  [types.KVM_S390_INT_EXTERNAL_CALL]: (parameter) =>
    sixteenBits(parameter) ? { 'u.extcall.code': parameter } : undefined,
  [types.KVM_S390_INT_EMERGENCY]: (parameter) => (sixteenBits(parameter) ? { 'u.emerg.code': parameter } : undefined),
  [types.KVM_S390_MCHK]: (_parameter, long) => ({ 'u.mchk.mcic': long }),
  [types.KVM_S390_RESTART]: () => ({}),
  [types.KVM_S390_INT_CLOCK_COMP]: () => ({}),
  [types.KVM_S390_INT_CPU_TIMER]: () => ({}),
};

/** KVM_S390_INTERRUPT on a vCPU. */
export function injectInterrupt(vcpu: Vcpu, { type, parm, parm64 }: Fields): number {
  const fields = olderForms[Number(type)]?.(parm!, parm64!);
  return fields === undefined ? -errno.EINVAL : (injections[Number(type)]?.(vcpu, fields) ?? -errno.EINVAL);
}
