import { errno } from '../../../uapi/errno';
import { kvmVersion } from '../../../uapi/kvm/capabilities';
import { kvmSystemIoctls } from '../../../uapi/kvm/numbers';
import type { Kernel } from '../kernel';
import type { OpenFile } from '../open-file';
import { checkExtension } from './capabilities';
import type { Commands } from './commands';
import { runAreaSize } from './run-area';
import { VirtualMachine } from './vm';
import { vmCommands } from './vm-commands';
import { vmMemOp } from './vm-mem-op';

/** A program may read and write what it has opened this way; Linux opens these files O_RDWR. */
const readWrite = 2;

function vmFile(vm: VirtualMachine): OpenFile {
  return {
    kind: 'vm',
    stream: true,
    ioctl: (kernel, request, argument) => {
      if (request === vm.configuration.model.kvm.memOpRequest) return vmMemOp(vm, kernel, argument);
      return vmCommands[request]?.(vm, kernel, argument) ?? -errno.ENOTTY;
    },
  };
}

/** The type of a VM: 0, an ordinary one; user-controlled ones are not configured. */
function createVm(kernel: Kernel, type: bigint): number {
  if (type !== 0n) return -errno.EINVAL;
  return kernel.install(vmFile(new VirtualMachine(kernel)), readWrite);
}

/** Source: Linux 6.12 virt/kvm/kvm_main.c kvm_dev_ioctl; what it does not know is EINVAL on s390x. */
const commands: Commands<undefined> = {
  [kvmSystemIoctls.KVM_GET_API_VERSION]: (_, __, argument) =>
    argument === 0n ? kvmVersion.KVM_API_VERSION : -errno.EINVAL,
  [kvmSystemIoctls.KVM_CREATE_VM]: (_, kernel, argument) => createVm(kernel, argument),
  [kvmSystemIoctls.KVM_CHECK_EXTENSION]: (_, kernel, argument) => checkExtension(kernel.configuration, argument),
  [kvmSystemIoctls.KVM_GET_VCPU_MMAP_SIZE]: (_, __, argument) => (argument === 0n ? runAreaSize : -errno.EINVAL),
};

/** /dev/kvm. */
export const openKvm = (): OpenFile => ({
  kind: 'kvm',
  stream: true,
  ioctl: (kernel, request, argument) => commands[request]?.(undefined, kernel, argument) ?? -errno.EINVAL,
});
