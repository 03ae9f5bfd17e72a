import { errno } from '../../../uapi/errno';
import { vfioDeviceBindIommufd, vfioDeviceIoctls } from '../../../uapi/vfio/device';
import { places } from '../image';
import type { Kernel } from '../kernel';
import type { OpenFile } from '../open-file';
import type { Result } from '../operation';
import type { Backing } from '../user-memory';
import { copyOut, readArgument } from './argument';
import type { VfioDevice } from './device';
import { DeviceFile } from './device-file';

const bind = places(vfioDeviceBindIommufd, 'flags', 'iommufd', 'out_devid');

/** What /dev/iommu opens. DMA of devices that are bound to it is not modelled: such a device reaches no memory. */
export const openIommufd = (): OpenFile => ({ kind: 'iommufd', ioctl: () => -errno.ENOTTY });

/** What /dev/vfio/devices/vfioN opens: a device that is of no use before it is bound. Source: Linux 6.12 device_cdev.c, vfio_main.c. */
export class DeviceCdev implements OpenFile {
  readonly kind = 'device';
  #bound?: DeviceFile;

  constructor(private readonly device: VfioDevice) {}

  ioctl(kernel: Kernel, request: number, argument: bigint): Result {
    if (request === vfioDeviceIoctls.VFIO_DEVICE_BIND_IOMMUFD) return this.#bind(kernel, argument);
    return this.#use(kernel)?.ioctl(kernel, request, argument) ?? -errno.EINVAL;
  }

  read(kernel: Kernel, buffer: bigint, length: number, position: bigint): Result {
    return this.#use(kernel)?.read(kernel, buffer, length, position) ?? -errno.EINVAL;
  }

  write(kernel: Kernel, buffer: bigint, length: number, position: bigint): Result {
    return this.#use(kernel)?.write(kernel, buffer, length, position) ?? -errno.EINVAL;
  }

  mmap(kernel: Kernel, length: number, offset: bigint): Backing | number {
    return this.#use(kernel)?.mmap(kernel, length, offset) ?? -errno.EINVAL;
  }

  release(): void {
    this.#bound?.release();
  }

  /** The device once it may be used. */
  #use(kernel: Kernel): DeviceFile | undefined {
    return this.#bound ?? kernel.configuration.model.vfio.unboundFile(this.device);
  }

  #bind(kernel: Kernel, address: bigint): number {
    const argument = readArgument(kernel, address, vfioDeviceBindIommufd.size);
    if (typeof argument === 'number') return argument;
    const fd = argument.signed(bind.iommufd);
    if (argument.number(bind.flags) !== 0 || fd < 0 || this.#bound !== undefined) return -errno.EINVAL;
    const file = kernel.descriptors.file(fd);
    if (file === undefined) return -errno.EBADF;
    if (file.kind !== 'iommufd') return -errno.EBADFD;
    if (this.device.users > 0) return -errno.EBUSY;
    if (copyOut(kernel, address, argument.put(bind.out_devid, this.device.group.number + 1).bytes) !== 0)
      return -errno.EFAULT;
    this.#bound = new DeviceFile(this.device, false);
    this.#bound.opened();
    return 0;
  }
}

/** What an unbound file may do: nothing. */
export const unboundFile = (_device: VfioDevice): DeviceFile | undefined => undefined;
