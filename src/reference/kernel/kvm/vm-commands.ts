import { errno } from '../../../uapi/errno';
import { kvmCapabilities } from '../../../uapi/kvm/capabilities';
import { kvmSkeys } from '../../../uapi/kvm/mem-op';
import { kvmDirtyLog, kvmEnableCap, kvmUserspaceMemoryRegion } from '../../../uapi/kvm/memory';
import { kvmSharedIoctls, kvmSystemIoctls, kvmVmIoctls } from '../../../uapi/kvm/numbers';
import { checkExtension } from './capabilities';
import { type Commands, type Fields, reading } from './commands';
import { createVcpu } from './create-vcpu';
import { getDirtyLog } from './dirty-log';
import { setMemoryRegion } from './memory-region';
import { getStorageKeys, setStorageKeys } from './storage-keys';
import type { VirtualMachine } from './vm';

/** What a program may switch on for the whole VM; none of it changes what the model does. Source: Linux 6.12 kvm-s390.c kvm_vm_ioctl_enable_cap. */
const enabledOnVm: readonly number[] = [kvmCapabilities.KVM_CAP_S390_IRQCHIP, kvmCapabilities.KVM_CAP_S390_USER_STSI];

const enableCapability = (_vm: VirtualMachine, { cap, flags }: Fields): number =>
  flags === 0n && enabledOnVm.includes(Number(cap)) ? 0 : -errno.EINVAL;

/** The ioctls of a VM file. */
export const vmCommands: Commands<VirtualMachine> = {
  [kvmVmIoctls.KVM_CREATE_VCPU]: createVcpu,
  [kvmSystemIoctls.KVM_CHECK_EXTENSION]: (vm, _kernel, argument) => checkExtension(vm.configuration, argument),
  [kvmVmIoctls.KVM_SET_USER_MEMORY_REGION]: reading(kvmUserspaceMemoryRegion, setMemoryRegion),
  [kvmVmIoctls.KVM_GET_DIRTY_LOG]: reading(kvmDirtyLog, getDirtyLog),
  [kvmSharedIoctls.KVM_ENABLE_CAP]: reading(kvmEnableCap, enableCapability),
  [kvmVmIoctls.KVM_S390_GET_SKEYS]: reading(kvmSkeys, getStorageKeys),
  [kvmVmIoctls.KVM_S390_SET_SKEYS]: reading(kvmSkeys, setStorageKeys),
};
