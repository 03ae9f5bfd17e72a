import { errno } from '../../../../uapi/errno';
import type { Vcpu } from '../vcpu';
import type { MemOp } from './argument';
import type { VcpuCheck } from './checks';
import { firstRefusal } from './checks';

/**
 * Bytes of the secure instruction data area. On an ordinary CPU its descriptor is the breaking-event address of the guest.
 * Source: Linux 6.12 arch/s390/include/asm/kvm_host.h sida_size, struct kvm_s390_sie_block.
 */
export const sidaSize = ({ breakingEvent }: Vcpu): number => (Number(breakingEvent & 0xffn) + 1) * 4096;

export const noFlags: VcpuCheck = (_vcpu, { flags }) => (flags === 0n ? 0 : -errno.EINVAL);
export const endFits: VcpuCheck = (_vcpu, { size, sidaOffset }) => (size + sidaOffset >= 2 ** 32 ? -errno.EINVAL : 0);
export const insideSida: VcpuCheck = (vcpu, { size, sidaOffset }) =>
  size + sidaOffset > sidaSize(vcpu) ? -errno.E2BIG : 0;
/** There are no protected CPUs here: the machine has no ultravisor. */
export const onlyProtected: VcpuCheck = () => -errno.EINVAL;

/** SIDA_READ and SIDA_WRITE. Source: Linux 6.12 arch/s390/kvm/kvm-s390.c kvm_s390_vcpu_sida_op. */
export function sida(vcpu: Vcpu, memOp: MemOp): number {
  return firstRefusal(vcpu.vm.configuration.model.kvm.sidaChecks, vcpu, memOp);
}
