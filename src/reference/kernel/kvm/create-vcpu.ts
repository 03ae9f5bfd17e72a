import { errno } from '../../../uapi/errno';
import type { Kernel } from '../kernel';
import { mostVcpus } from './capabilities';
import { Vcpu } from './vcpu';
import { vcpuFile } from './vcpu-commands';
import type { VirtualMachine } from './vm';

/** KVM_CREATE_VCPU: the argument is the number of the CPU. Source: Linux 6.12 virt/kvm/kvm_main.c kvm_vm_ioctl_create_vcpu. */
export function createVcpu(vm: VirtualMachine, kernel: Kernel, id: bigint): number {
  if (id >= BigInt(mostVcpus)) return -errno.EINVAL;
  const number = Number(id);
  if (vm.vcpus.has(number)) return -errno.EEXIST;
  const vcpu = new Vcpu(vm, number);
  const fd = kernel.install(vcpuFile(vcpu), 2);
  if (fd < 0) return fd;
  vm.vcpus.set(number, vcpu);
  return fd;
}
