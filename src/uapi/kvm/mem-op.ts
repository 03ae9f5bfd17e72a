/** Linux 6.12 arch/s390/include/uapi/asm/kvm.h: KVM_S390_MEM_OP and the storage-key calls. */
import { bytes, flags, hexadecimal, hostArray, hostStructure, u8, u32, u64, values } from '../../codec/host-structure';
import type { Structure } from '../../codec/structure';

const source = 'Linux 6.12 arch/s390/include/uapi/asm/kvm.h';

export const memOps = {
  KVM_S390_MEMOP_LOGICAL_READ: 0,
  KVM_S390_MEMOP_LOGICAL_WRITE: 1,
  KVM_S390_MEMOP_SIDA_READ: 2,
  KVM_S390_MEMOP_SIDA_WRITE: 3,
  KVM_S390_MEMOP_ABSOLUTE_READ: 4,
  KVM_S390_MEMOP_ABSOLUTE_WRITE: 5,
  KVM_S390_MEMOP_ABSOLUTE_CMPXCHG: 6,
} as const;

export const memOpFlags = {
  KVM_S390_MEMOP_F_CHECK_ONLY: 1,
  KVM_S390_MEMOP_F_INJECT_EXCEPTION: 2,
  KVM_S390_MEMOP_F_SKEY_PROTECTION: 4,
} as const;

/** Bits of the answer to KVM_CAP_S390_MEM_OP_EXTENSION. */
export const memOpExtensions = {
  KVM_S390_MEMOP_EXTENSION_CAP_BASE: 1,
  KVM_S390_MEMOP_EXTENSION_CAP_CMPXCHG: 2,
} as const;

const fixed = {
  gaddr: u64(0, hexadecimal),
  flags: u64(8, flags(memOpFlags)),
  size: u32(16),
  op: u32(20, values(memOps)),
  buf: u64(24, hexadecimal),
};

/** The view of logical and absolute operations. `old_addr` came with the compare-and-exchange operation. */
export const memOp = hostStructure('kvm_s390_mem_op', 64, source, {
  ...fixed,
  ar: u8(32),
  key: u8(33, hexadecimal),
  old_addr: u64(40, hexadecimal),
});

/** The view of operations on the secure instruction data area. */
export const memOpSida = hostStructure('kvm_s390_mem_op', 64, source, { ...fixed, sida_offset: u32(32) });

/** The union as bytes. */
export const memOpReserved = hostStructure('kvm_s390_mem_op', 64, source, { ...fixed, reserved: bytes(32, 32) });

/** The view that an operation selects; all others use `memOp`. */
export const memOpViews: ReadonlyMap<number, Structure> = new Map([
  [memOps.KVM_S390_MEMOP_SIDA_READ, memOpSida],
  [memOps.KVM_S390_MEMOP_SIDA_WRITE, memOpSida],
]);

/** `skeydata_addr` points to one byte for each frame. */
export const kvmSkeys = hostStructure('kvm_s390_skeys', 64, source, {
  start_gfn: u64(0, hexadecimal),
  count: u64(8),
  skeydata_addr: u64(16, hexadecimal),
  flags: u32(24),
  ...hostArray('reserved', 9, 28, u32, hexadecimal),
});

/** Linux 6.12 include/uapi/linux/kvm.h: what KVM_S390_GET_SKEYS returns when no key was ever used, and the largest count. */
export const kvmSkeysLimits = { KVM_S390_GET_SKEYS_NONE: 1, KVM_S390_SKEYS_MAX: 1048576 } as const;
