/** Linux 6.12 arch/s390/include/uapi/asm/kvm.h: interruptions that a program makes pending. */
import { bytes, flags, hexadecimal, hostStructure, u8, u16, u32, u64, values } from '../../codec/host-structure';
import type { Structure } from '../../codec/structure';

const source = 'Linux 6.12 arch/s390/include/uapi/asm/kvm.h';

/** An I/O interruption is any number up to KVM_S390_INT_IO_MAX: subchannel number, subchannel set << 16, subsystem << 18, adapter << 26. */
export const kvmInterruptTypes = {
  KVM_S390_SIGP_STOP: 0xfffe0000,
  KVM_S390_PROGRAM_INT: 0xfffe0001,
  KVM_S390_SIGP_SET_PREFIX: 0xfffe0002,
  KVM_S390_RESTART: 0xfffe0003,
  KVM_S390_INT_PFAULT_INIT: 0xfffe0004,
  KVM_S390_INT_PFAULT_DONE: 0xfffe0005,
  KVM_S390_MCHK: 0xfffe1000,
  KVM_S390_INT_CLOCK_COMP: 0xffff1004,
  KVM_S390_INT_CPU_TIMER: 0xffff1005,
  KVM_S390_INT_EMERGENCY: 0xffff1201,
  KVM_S390_INT_EXTERNAL_CALL: 0xffff1202,
  KVM_S390_INT_SERVICE: 0xffff2401,
  KVM_S390_INT_VIRTIO: 0xffff2603,
} as const;

export const kvmInterruptLimits = {
  KVM_S390_INT_IO_MIN: 0,
  KVM_S390_INT_IO_MAX: 0xfffdffff,
  KVM_S390_INT_IO_AI_MASK: 0x04000000,
} as const;

export const kvmInterrupt = hostStructure('kvm_s390_interrupt', 16, source, {
  type: u32(0, values(kvmInterruptTypes)),
  parm: u32(4, hexadecimal),
  parm64: u64(8, hexadecimal),
});

const type = { type: u64(0, values(kvmInterruptTypes)) };
const irq = (declarations: Parameters<typeof hostStructure>[3]): Structure =>
  hostStructure('kvm_s390_irq', 72, source, { ...type, ...declarations });

/** The type alone, and the union as bytes. */
export const kvmIrq = irq({ 'u.reserved': bytes(8, 64) });

export const kvmIrqIo = irq({
  'u.io.subchannel_id': u16(8, hexadecimal),
  'u.io.subchannel_nr': u16(10, hexadecimal),
  'u.io.io_int_parm': u32(12, hexadecimal),
  'u.io.io_int_word': u32(16, hexadecimal),
});

export const kvmIrqExt = irq({
  'u.ext.ext_params': u32(8, hexadecimal),
  'u.ext.pad': u32(12),
  'u.ext.ext_params2': u64(16, hexadecimal),
});

export const kvmProgramFlags = {
  KVM_S390_PGM_FLAGS_ILC_VALID: 1,
  KVM_S390_PGM_FLAGS_ILC_0: 2,
  KVM_S390_PGM_FLAGS_ILC_1: 4,
  KVM_S390_PGM_FLAGS_NO_REWIND: 8,
} as const;

export const kvmIrqPgm = irq({
  'u.pgm.trans_exc_code': u64(8, hexadecimal),
  'u.pgm.mon_code': u64(16, hexadecimal),
  'u.pgm.per_address': u64(24, hexadecimal),
  'u.pgm.data_exc_code': u32(32, hexadecimal),
  'u.pgm.code': u16(36, hexadecimal),
  'u.pgm.mon_class_nr': u16(38),
  'u.pgm.per_code': u8(40, hexadecimal),
  'u.pgm.per_atmid': u8(41, hexadecimal),
  'u.pgm.exc_access_id': u8(42),
  'u.pgm.per_access_id': u8(43),
  'u.pgm.op_access_id': u8(44),
  'u.pgm.flags': u8(45, flags(kvmProgramFlags)),
});

export const kvmIrqEmerg = irq({ 'u.emerg.code': u16(8) });
export const kvmIrqExtcall = irq({ 'u.extcall.code': u16(8) });
export const kvmIrqPrefix = irq({ 'u.prefix.address': u32(8, hexadecimal) });

export const kvmStopFlags = { KVM_S390_STOP_FLAG_STORE_STATUS: 1 } as const;
export const kvmIrqStop = irq({ 'u.stop.flags': u32(8, flags(kvmStopFlags)) });

export const kvmIrqMchk = irq({
  'u.mchk.cr14': u64(8, hexadecimal),
  'u.mchk.mcic': u64(16, hexadecimal),
  'u.mchk.failing_storage_address': u64(24, hexadecimal),
  'u.mchk.ext_damage_code': u32(32, hexadecimal),
  'u.mchk.pad': u32(36),
  'u.mchk.fixed_logout': bytes(40, 16),
});

/** The view of the union that a type selects; every type up to KVM_S390_INT_IO_MAX selects `kvmIrqIo`. */
export const kvmIrqViews: ReadonlyMap<number, Structure> = new Map([
  [kvmInterruptTypes.KVM_S390_SIGP_STOP, kvmIrqStop],
  [kvmInterruptTypes.KVM_S390_PROGRAM_INT, kvmIrqPgm],
  [kvmInterruptTypes.KVM_S390_SIGP_SET_PREFIX, kvmIrqPrefix],
  [kvmInterruptTypes.KVM_S390_MCHK, kvmIrqMchk],
  [kvmInterruptTypes.KVM_S390_INT_PFAULT_INIT, kvmIrqExt],
  [kvmInterruptTypes.KVM_S390_INT_PFAULT_DONE, kvmIrqExt],
  [kvmInterruptTypes.KVM_S390_INT_EMERGENCY, kvmIrqEmerg],
  [kvmInterruptTypes.KVM_S390_INT_EXTERNAL_CALL, kvmIrqExtcall],
  [kvmInterruptTypes.KVM_S390_INT_SERVICE, kvmIrqExt],
  [kvmInterruptTypes.KVM_S390_INT_VIRTIO, kvmIrqExt],
]);

/** `buf` points to `len` bytes of `kvm_s390_irq` structures. */
export const kvmIrqState = hostStructure('kvm_s390_irq_state', 32, source, {
  buf: u64(0, hexadecimal),
  flags: u32(8),
  len: u32(12),
});
