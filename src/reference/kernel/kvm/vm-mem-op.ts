import { errno } from '../../../uapi/errno';
import type { Kernel } from '../kernel';
import type { Result } from '../operation';
import { absolute } from './mem-op/absolute';
import { type MemOp, op } from './mem-op/argument';
import { exchange } from './mem-op/exchange';
import type { VirtualMachine } from './vm';

type Handler = (vm: VirtualMachine, memOp: MemOp) => Result;

/** The operations that need no CPU. */
export const vmOperations: Readonly<Record<number, Handler>> = {
  [op.absoluteRead]: absolute,
  [op.absoluteWrite]: absolute,
  [op.absoluteExchange]: exchange,
};

/** KVM_S390_MEM_OP on a VM. Source: Linux 6.12 arch/s390/kvm/kvm-s390.c kvm_s390_vm_mem_op. */
export function vmMemOp(vm: VirtualMachine, kernel: Kernel, argument: bigint): Result {
  const { kvm } = vm.configuration.model;
  const memOp = kvm.memOpArgument(kernel, argument);
  return memOp === undefined ? kvm.unreadableMemOp : kvm.vmOperation(vm, memOp);
}

export function vmOperation(vm: VirtualMachine, memOp: MemOp): Result {
  return vm.configuration.model.kvm.vmOperations[memOp.op]?.(vm, memOp) ?? -errno.EINVAL;
}
