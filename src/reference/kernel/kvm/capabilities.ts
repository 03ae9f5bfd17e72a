import { kvmCapabilities as capability } from '../../../uapi/kvm/capabilities';
import { memOpExtensions } from '../../../uapi/kvm/mem-op';
import type { Configuration } from '../../configuration';
import { slotLimit } from './memory-region';

type Answer = number | ((host: Configuration) => number);

/** Source: Linux 6.12 arch/s390/include/asm/kvm_host.h KVM_S390_ESCA_CPU_SLOTS. */
export const mostVcpus = 248;
/** Source: Linux 6.12 arch/s390/kvm/kvm-s390.c MEM_OP_MAX_SIZE. */
export const largestMemOp = 65536;

/**
 * What KVM_CHECK_EXTENSION answers; every other number is answered 0.
 * Source: Linux 6.12 arch/s390/kvm/kvm-s390.c kvm_vm_ioctl_check_extension, virt/kvm/kvm_main.c kvm_vm_ioctl_check_extension_generic.
 */
export const capabilities: Readonly<Record<number, Answer>> = {
  [capability.KVM_CAP_USER_MEMORY]: 1,
  [capability.KVM_CAP_NR_VCPUS]: ({ cpus }) => cpus.length,
  [capability.KVM_CAP_NR_MEMSLOTS]: slotLimit,
  [capability.KVM_CAP_MP_STATE]: 1,
  [capability.KVM_CAP_SYNC_MMU]: 1,
  [capability.KVM_CAP_DESTROY_MEMORY_REGION_WORKS]: 1,
  [capability.KVM_CAP_S390_PSW]: 1,
  [capability.KVM_CAP_ENABLE_CAP]: 1,
  [capability.KVM_CAP_MAX_VCPUS]: mostVcpus,
  [capability.KVM_CAP_MAX_VCPU_ID]: mostVcpus,
  [capability.KVM_CAP_ONE_REG]: 1,
  [capability.KVM_CAP_S390_GMAP]: 1,
  [capability.KVM_CAP_SYNC_REGS]: 1,
  [capability.KVM_CAP_S390_COW]: 1,
  [capability.KVM_CAP_ENABLE_CAP_VM]: 1,
  [capability.KVM_CAP_CHECK_EXTENSION_VM]: 1,
  [capability.KVM_CAP_IMMEDIATE_EXIT]: 1,
  [capability.KVM_CAP_S390_INJECT_IRQ]: 1,
  [capability.KVM_CAP_S390_IRQ_STATE]: 1,
  [capability.KVM_CAP_S390_IRQCHIP]: 1,
  [capability.KVM_CAP_S390_CSS_SUPPORT]: 1,
  [capability.KVM_CAP_S390_USER_STSI]: 1,
  [capability.KVM_CAP_S390_SKEYS]: 1,
  [capability.KVM_CAP_S390_VCPU_RESETS]: 1,
  [capability.KVM_CAP_S390_MEM_OP]: ({ model }) => model.kvm.largestMemOp,
  [capability.KVM_CAP_S390_MEM_OP_EXTENSION]: ({ model }) => model.kvm.memOpExtensions,
};

export const bothExtensions =
  memOpExtensions.KVM_S390_MEMOP_EXTENSION_CAP_BASE | memOpExtensions.KVM_S390_MEMOP_EXTENSION_CAP_CMPXCHG;

export function checkExtension(host: Configuration, argument: bigint): number {
  const answer = host.model.kvm.capabilities[Number(argument)];
  return typeof answer === 'function' ? answer(host) : (answer ?? 0);
}
