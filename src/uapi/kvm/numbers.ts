/** Linux 6.12 include/uapi/linux/kvm.h: ioctl numbers; those with registers are the numbers of s390x. */
import { io, ior, iow, iowr } from '../ioctl-number';
import { kvmInterrupt, kvmIrq, kvmIrqState } from './interrupts';
import { kvmSkeys, memOp } from './mem-op';
import {
  kvmCreateDevice,
  kvmDeviceAttr,
  kvmDirtyLog,
  kvmEnableCap,
  kvmMpState,
  kvmOneReg,
  kvmUserspaceMemoryRegion,
} from './memory';
import { kvmFpu, kvmPsw, kvmRegs, kvmSregs } from './registers';

const type = 0xae;

/** On /dev/kvm. */
export const kvmSystemIoctls = {
  KVM_GET_API_VERSION: io(type, 0x00),
  KVM_CREATE_VM: io(type, 0x01),
  KVM_CHECK_EXTENSION: io(type, 0x03),
  KVM_GET_VCPU_MMAP_SIZE: io(type, 0x04),
};

/** On a VM file; KVM_CHECK_EXTENSION, KVM_S390_MEM_OP and KVM_S390_INTERRUPT are also among the others. */
export const kvmVmIoctls = {
  KVM_CREATE_VCPU: io(type, 0x41),
  KVM_GET_DIRTY_LOG: iow(type, 0x42, kvmDirtyLog.size),
  KVM_SET_USER_MEMORY_REGION: iow(type, 0x46, kvmUserspaceMemoryRegion.size),
  KVM_S390_GET_SKEYS: iow(type, 0xb2, kvmSkeys.size),
  KVM_S390_SET_SKEYS: iow(type, 0xb3, kvmSkeys.size),
  KVM_CREATE_DEVICE: iowr(type, 0xe0, kvmCreateDevice.size),
  KVM_SET_DEVICE_ATTR: iow(type, 0xe1, kvmDeviceAttr.size),
  KVM_GET_DEVICE_ATTR: iow(type, 0xe2, kvmDeviceAttr.size),
  KVM_HAS_DEVICE_ATTR: iow(type, 0xe3, kvmDeviceAttr.size),
};

/** On a VM file and on a vCPU file. */
export const kvmSharedIoctls = {
  KVM_S390_INTERRUPT: iow(type, 0x94, kvmInterrupt.size),
  KVM_ENABLE_CAP: iow(type, 0xa3, kvmEnableCap.size),
  KVM_S390_MEM_OP: iow(type, 0xb1, memOp.size),
};

/** On a vCPU file. KVM_S390_STORE_STATUS takes an address of the guest, whatever its number says. */
export const kvmVcpuIoctls = {
  KVM_RUN: io(type, 0x80),
  KVM_GET_REGS: ior(type, 0x81, kvmRegs.size),
  KVM_SET_REGS: iow(type, 0x82, kvmRegs.size),
  KVM_GET_SREGS: ior(type, 0x83, kvmSregs.size),
  KVM_SET_SREGS: iow(type, 0x84, kvmSregs.size),
  KVM_GET_FPU: ior(type, 0x8c, kvmFpu.size),
  KVM_SET_FPU: iow(type, 0x8d, kvmFpu.size),
  KVM_S390_STORE_STATUS: iow(type, 0x95, 8),
  KVM_S390_SET_INITIAL_PSW: iow(type, 0x96, kvmPsw.size),
  KVM_S390_INITIAL_RESET: io(type, 0x97),
  KVM_GET_MP_STATE: ior(type, 0x98, kvmMpState.size),
  KVM_SET_MP_STATE: iow(type, 0x99, kvmMpState.size),
  KVM_GET_ONE_REG: iow(type, 0xab, kvmOneReg.size),
  KVM_SET_ONE_REG: iow(type, 0xac, kvmOneReg.size),
  KVM_S390_IRQ: iow(type, 0xb4, kvmIrq.size),
  KVM_S390_SET_IRQ_STATE: iow(type, 0xb5, kvmIrqState.size),
  KVM_S390_GET_IRQ_STATE: iow(type, 0xb6, kvmIrqState.size),
  KVM_S390_NORMAL_RESET: io(type, 0xc3),
  KVM_S390_CLEAR_RESET: io(type, 0xc4),
};
