import { kvmSkeys } from '../../../uapi/kvm/mem-op';
import { kvmDirtyLog, kvmUserspaceMemoryRegion } from '../../../uapi/kvm/memory';
import { kvmSystemIoctls, kvmVmIoctls } from '../../../uapi/kvm/numbers';
import { checkExtension } from './capabilities';
import { type Commands, reading } from './commands';
import { createVcpu } from './create-vcpu';
import { getDirtyLog } from './dirty-log';
import { setMemoryRegion } from './memory-region';
import { getStorageKeys, setStorageKeys } from './storage-keys';
import type { VirtualMachine } from './vm';

/** The ioctls of a VM file. */
export const vmCommands: Commands<VirtualMachine> = {
  [kvmVmIoctls.KVM_CREATE_VCPU]: createVcpu,
  [kvmSystemIoctls.KVM_CHECK_EXTENSION]: (vm, _kernel, argument) => checkExtension(vm.configuration, argument),
  [kvmVmIoctls.KVM_SET_USER_MEMORY_REGION]: reading(kvmUserspaceMemoryRegion, setMemoryRegion),
  [kvmVmIoctls.KVM_GET_DIRTY_LOG]: reading(kvmDirtyLog, getDirtyLog),
  [kvmVmIoctls.KVM_S390_GET_SKEYS]: reading(kvmSkeys, getStorageKeys),
  [kvmVmIoctls.KVM_S390_SET_SKEYS]: reading(kvmSkeys, setStorageKeys),
};
