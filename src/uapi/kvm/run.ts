/**
 * The memory that a vCPU file maps. Linux 6.12 include/uapi/linux/kvm.h struct kvm_run, its part for s390x in arch/s390/include/uapi/asm/kvm.h.
 * What an exit says stands in a union: each reason has a view of its own.
 */
import {
  bytes,
  flags,
  hexadecimal,
  hostArray,
  hostStructure,
  u8,
  u16,
  u32,
  u64,
  values,
} from '../../codec/host-structure';
import type { Structure } from '../../codec/structure';

export const source = 'Linux 6.12 include/uapi/linux/kvm.h, arch/s390/include/uapi/asm/kvm.h';
/** Bytes; the mapping is larger, see KVM_GET_VCPU_MMAP_SIZE. */
const size = 2368;
const union = 48;

export const kvmExits = {
  KVM_EXIT_UNKNOWN: 0,
  KVM_EXIT_EXCEPTION: 1,
  KVM_EXIT_IO: 2,
  KVM_EXIT_HYPERCALL: 3,
  KVM_EXIT_DEBUG: 4,
  KVM_EXIT_HLT: 5,
  KVM_EXIT_MMIO: 6,
  KVM_EXIT_IRQ_WINDOW_OPEN: 7,
  KVM_EXIT_SHUTDOWN: 8,
  KVM_EXIT_FAIL_ENTRY: 9,
  KVM_EXIT_INTR: 10,
  KVM_EXIT_S390_SIEIC: 13,
  KVM_EXIT_S390_RESET: 14,
  KVM_EXIT_NMI: 16,
  KVM_EXIT_INTERNAL_ERROR: 17,
  KVM_EXIT_S390_UCONTROL: 20,
  KVM_EXIT_WATCHDOG: 21,
  KVM_EXIT_S390_TSCH: 22,
  KVM_EXIT_SYSTEM_EVENT: 24,
  KVM_EXIT_S390_STSI: 25,
  KVM_EXIT_DIRTY_RING_FULL: 31,
  KVM_EXIT_MEMORY_FAULT: 39,
} as const;

/** Register classes of `kvm_valid_regs` and `kvm_dirty_regs`. */
export const kvmSyncFlags = {
  KVM_SYNC_PREFIX: 0x1,
  KVM_SYNC_GPRS: 0x2,
  KVM_SYNC_ACRS: 0x4,
  KVM_SYNC_CRS: 0x8,
  KVM_SYNC_ARCH0: 0x10,
  KVM_SYNC_PFAULT: 0x20,
  KVM_SYNC_VRS: 0x40,
  KVM_SYNC_RICCB: 0x80,
  KVM_SYNC_FPRS: 0x100,
  KVM_SYNC_GSCB: 0x200,
  KVM_SYNC_BPBC: 0x400,
  KVM_SYNC_ETOKEN: 0x800,
  KVM_SYNC_DIAG318: 0x1000,
} as const;

export const kvmRun = hostStructure('kvm_run', size, source, {
  request_interrupt_window: u8(0),
  immediate_exit: u8(1),
  exit_reason: u32(8, values(kvmExits)),
  ready_for_interrupt_injection: u8(12),
  if_flag: u8(13),
  flags: u16(14),
  cr8: u64(16),
  apic_base: u64(24),
  psw_mask: u64(32, hexadecimal),
  psw_addr: u64(40, hexadecimal),
  kvm_valid_regs: u64(304, flags(kvmSyncFlags)),
  kvm_dirty_regs: u64(312, flags(kvmSyncFlags)),
  's.regs.prefix': u64(320, hexadecimal),
  ...hostArray('s.regs.gprs', 16, 328, u64, hexadecimal),
  ...hostArray('s.regs.acrs', 16, 456, u32, hexadecimal),
  ...hostArray('s.regs.crs', 16, 520, u64, hexadecimal),
  's.regs.todpr': u64(648, hexadecimal),
  's.regs.cputm': u64(656, hexadecimal),
  's.regs.ckc': u64(664, hexadecimal),
  's.regs.pp': u64(672, hexadecimal),
  's.regs.gbea': u64(680, hexadecimal),
  's.regs.pft': u64(688, hexadecimal),
  's.regs.pfs': u64(696, hexadecimal),
  's.regs.pfc': u64(704, hexadecimal),
  ...hostArray('s.regs.fprs', 16, 712, u64, hexadecimal),
  's.regs.fpc': u32(1736, hexadecimal),
  's.regs.riccb': bytes(1792, 64),
  's.regs.diag318': u64(1856, hexadecimal),
  ...hostArray('s.regs.gscb', 4, 2064, u64, hexadecimal),
  's.regs.etoken': u64(2096, hexadecimal),
  's.regs.etoken_extension': u64(2104, hexadecimal),
});

/** KVM_EXIT_S390_SIEIC: the interception code and the instruction as the state description holds them. */
export const kvmRunSieic = hostStructure('kvm_run', size, source, {
  's390_sieic.icptcode': u8(union),
  's390_sieic.ipa': u16(union + 2, hexadecimal),
  's390_sieic.ipb': u32(union + 4, hexadecimal),
});

export const kvmResetFlags = {
  KVM_S390_RESET_POR: 1,
  KVM_S390_RESET_CLEAR: 2,
  KVM_S390_RESET_SUBSYSTEM: 4,
  KVM_S390_RESET_CPU_INIT: 8,
  KVM_S390_RESET_IPL: 16,
} as const;

export const kvmRunReset = hostStructure('kvm_run', size, source, {
  s390_reset_flags: u64(union, flags(kvmResetFlags)),
});

export const kvmRunUcontrol = hostStructure('kvm_run', size, source, {
  's390_ucontrol.trans_exc_code': u64(union, hexadecimal),
  's390_ucontrol.pgm_code': u32(union + 8, hexadecimal),
});

export const kvmRunTsch = hostStructure('kvm_run', size, source, {
  's390_tsch.subchannel_id': u16(union, hexadecimal),
  's390_tsch.subchannel_nr': u16(union + 2, hexadecimal),
  's390_tsch.io_int_parm': u32(union + 4, hexadecimal),
  's390_tsch.io_int_word': u32(union + 8, hexadecimal),
  's390_tsch.ipb': u32(union + 12, hexadecimal),
  's390_tsch.dequeued': u8(union + 16),
});

export const kvmRunStsi = hostStructure('kvm_run', size, source, {
  's390_stsi.addr': u64(union, hexadecimal),
  's390_stsi.ar': u8(union + 8),
  's390_stsi.reserved': u8(union + 9),
  's390_stsi.fc': u8(union + 10),
  's390_stsi.sel1': u8(union + 11),
  's390_stsi.sel2': u16(union + 12),
});

export const kvmRunFailEntry = hostStructure('kvm_run', size, source, {
  'fail_entry.hardware_entry_failure_reason': u64(union, hexadecimal),
  'fail_entry.cpu': u32(union + 8),
});

export const kvmRunInternalError = hostStructure('kvm_run', size, source, {
  'internal.suberror': u32(union),
  'internal.ndata': u32(union + 4),
});

/** The view of the union that an exit reason selects; other reasons of s390x have none. */
export const kvmRunViews: ReadonlyMap<number, Structure> = new Map([
  [kvmExits.KVM_EXIT_FAIL_ENTRY, kvmRunFailEntry],
  [kvmExits.KVM_EXIT_S390_SIEIC, kvmRunSieic],
  [kvmExits.KVM_EXIT_S390_RESET, kvmRunReset],
  [kvmExits.KVM_EXIT_INTERNAL_ERROR, kvmRunInternalError],
  [kvmExits.KVM_EXIT_S390_UCONTROL, kvmRunUcontrol],
  [kvmExits.KVM_EXIT_S390_TSCH, kvmRunTsch],
  [kvmExits.KVM_EXIT_S390_STSI, kvmRunStsi],
]);
