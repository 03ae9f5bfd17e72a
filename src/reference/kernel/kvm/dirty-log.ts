import { errno } from '../../../uapi/errno';
import type { Kernel } from '../kernel';
import type { Fields } from './commands';
import { slotLimit } from './memory-region';
import type { VirtualMachine } from './vm';

/** KVM_GET_DIRTY_LOG: gives the dirty frames of a slot and forgets them. Source: Linux 6.12 kvm-s390.c kvm_vm_ioctl_get_dirty_log. */
export function getDirtyLog(vm: VirtualMachine, log: Fields, kernel: Kernel): number {
  if (log.slot! >= BigInt(slotLimit)) return -errno.EINVAL;
  const dirty = vm.slots.get(Number(log.slot))?.dirty;
  if (dirty === undefined) return -errno.ENOENT;
  if (!kernel.memory.copyOut(log.dirty_bitmap!, dirty)) return -errno.EFAULT;
  dirty.fill(0);
  return 0;
}
