import { errno } from '../../../uapi/errno';
import { memOp as structure } from '../../../uapi/kvm/mem-op';
import type { Kernel } from '../kernel';
import type { Result } from '../operation';
import { MemOp, op } from './mem-op/argument';
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
  const bytes = kernel.memory.copyIn(argument, structure.size);
  if (bytes === undefined) return -errno.EFAULT;
  const memOp = new MemOp(bytes, kernel.order);
  return vcpu.vm.configuration.model.kvm.vcpuOperations[memOp.op]?.(vcpu, memOp) ?? -errno.EINVAL;
}
