/** Linux 6.12 include/uapi/linux/kvm.h: memory slots, the dirty log, capabilities and registers by number. */
import { bytes, flags, hexadecimal, hostArray, hostStructure, u32, u64, values } from '../../codec/host-structure';
import { kvmCapabilities } from './capabilities';
import { kvmRegisters } from './registers';

const source = 'Linux 6.12 include/uapi/linux/kvm.h';

export const kvmMemoryFlags = { KVM_MEM_LOG_DIRTY_PAGES: 1, KVM_MEM_READONLY: 2, KVM_MEM_GUEST_MEMFD: 4 } as const;

export const kvmUserspaceMemoryRegion = hostStructure('kvm_userspace_memory_region', 32, source, {
  slot: u32(0),
  flags: u32(4, flags(kvmMemoryFlags)),
  guest_phys_addr: u64(8, hexadecimal),
  memory_size: u64(16, hexadecimal),
  userspace_addr: u64(24, hexadecimal),
});

/** `dirty_bitmap` points to one bit for each page of the slot. */
export const kvmDirtyLog = hostStructure('kvm_dirty_log', 16, source, {
  slot: u32(0),
  padding1: u32(4),
  dirty_bitmap: u64(8, hexadecimal),
});

export const kvmEnableCap = hostStructure('kvm_enable_cap', 104, source, {
  cap: u32(0, values(kvmCapabilities)),
  flags: u32(4),
  ...hostArray('args', 4, 8, u64, hexadecimal),
  pad: bytes(40, 64),
});

export const kvmOneReg = hostStructure('kvm_one_reg', 16, source, {
  id: u64(0, values(kvmRegisters)),
  addr: u64(8, hexadecimal),
});

export const kvmMpStates = {
  KVM_MP_STATE_RUNNABLE: 0,
  KVM_MP_STATE_UNINITIALIZED: 1,
  KVM_MP_STATE_INIT_RECEIVED: 2,
  KVM_MP_STATE_HALTED: 3,
  KVM_MP_STATE_SIPI_RECEIVED: 4,
  KVM_MP_STATE_STOPPED: 5,
  KVM_MP_STATE_CHECK_STOP: 6,
  KVM_MP_STATE_OPERATING: 7,
  KVM_MP_STATE_LOAD: 8,
} as const;

export const kvmMpState = hostStructure('kvm_mp_state', 4, source, { mp_state: u32(0, values(kvmMpStates)) });

export const kvmDeviceAttr = hostStructure('kvm_device_attr', 24, source, {
  flags: u32(0),
  group: u32(4),
  attr: u64(8),
  addr: u64(16, hexadecimal),
});

export const kvmDeviceTypes = { KVM_DEV_TYPE_VFIO: 4, KVM_DEV_TYPE_FLIC: 6 } as const;

export const kvmCreateDevice = hostStructure('kvm_create_device', 12, source, {
  type: u32(0, values(kvmDeviceTypes)),
  fd: u32(4),
  flags: u32(8),
});
