import { kvmSkeys } from '../../../uapi/kvm/mem-op';
import { kvmDirtyLog, kvmUserspaceMemoryRegion } from '../../../uapi/kvm/memory';
import { kvmSharedIoctls, kvmSystemIoctls, kvmVmIoctls } from '../../../uapi/kvm/numbers';
import { checkExtension } from './capabilities';
import { type Commands, reading } from './commands';
import { createVcpu } from './create-vcpu';
import { getDirtyLog } from './dirty-log';
import { setMemoryRegion } from './memory-region';
import { getStorageKeys, setStorageKeys } from './storage-keys';
import type { VirtualMachine } from './vm';
import { vmMemOp } from './vm-mem-op';

/** The ioctls of a VM file. */
export const vmCommands: Commands<VirtualMachine> = {
  [kvmVmIoctls.KVM_CREATE_VCPU]: createVcpu,
  [kvmSystemIoctls.KVM_CHECK_EXTENSION]: (vm, _kernel, argument) => checkExtension(vm.configuration, argument),
  [kvmVmIoctls.KVM_SET_USER_MEMORY_REGION]: reading(kvmUserspaceMemoryRegion, setMemoryRegion),
  [kvmVmIoctls.KVM_GET_DIRTY_LOG]: reading(kvmDirtyLog, getDirtyLog),
  [kvmSharedIoctls.KVM_S390_MEM_OP]: vmMemOp,
  [kvmVmIoctls.KVM_S390_GET_SKEYS]: reading(kvmSkeys, getStorageKeys),
  [kvmVmIoctls.KVM_S390_SET_SKEYS]: reading(kvmSkeys, setStorageKeys),
};
