import { errno } from '../../../uapi/errno';
import type { Kernel } from '../kernel';
import type { Result } from '../operation';
import { type MemOp, op } from './mem-op/argument';
import { logical } from './mem-op/logical';
import { sida } from './mem-op/sida';
import type { Vcpu } from './vcpu';

type Handler = (vcpu: Vcpu, memOp: MemOp) => Result;

/** The operations as the CPU would do them. */
export const vcpuOperations: Readonly<Record<number, Handler>> = {
  [op.logicalRead]: logical,
  [op.logicalWrite]: logical,
  [op.sidaRead]: sida,
  [op.sidaWrite]: sida,
};

/** KVM_S390_MEM_OP on a vCPU. Source: Linux 6.12 arch/s390/kvm/kvm-s390.c kvm_s390_vcpu_memsida_op. */
export function vcpuMemOp(vcpu: Vcpu, kernel: Kernel, argument: bigint): Result {
  const { kvm } = vcpu.vm.configuration.model;
  const memOp = kvm.memOpArgument(kernel, argument);
  return memOp === undefined ? kvm.unreadableMemOp : kvm.vcpuOperation(vcpu, memOp);
}

export function vcpuOperation(vcpu: Vcpu, memOp: MemOp): Result {
  return vcpu.vm.configuration.model.kvm.vcpuOperations[memOp.op]?.(vcpu, memOp) ?? -errno.EINVAL;
}
