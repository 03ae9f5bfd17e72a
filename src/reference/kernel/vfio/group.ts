import { errno } from '../../../uapi/errno';
import { vfioGroupIoctls as calls, vfioGroupFlags as flags, vfioGroupStatus } from '../../../uapi/vfio/container';
import { places } from '../image';
import type { Kernel } from '../kernel';
import type { OpenFile } from '../open-file';
import type { Result } from '../operation';
import { copyOut, readArgument } from './argument';
import { Container } from './container';
import type { VfioDevice } from './device';
import { DeviceFile } from './device-file';

const status = places(vfioGroupStatus, 'flags');
const longestName = 4096;
const readWrite = 2;

export type GroupCall = (group: IommuGroup, argument: bigint) => Result;

function getStatus(group: IommuGroup, address: bigint): number {
  const image = readArgument(group.kernel, address, vfioGroupStatus.size);
  if (typeof image === 'number') return image;
  const set = group.container === undefined ? 0 : flags.VFIO_GROUP_FLAGS_CONTAINER_SET;
  return copyOut(group.kernel, address, image.put(status.flags, flags.VFIO_GROUP_FLAGS_VIABLE | set).bytes);
}

function setContainer(group: IommuGroup, address: bigint): number {
  const { kernel } = group;
  const bytes = kernel.memory.copyIn(address, 4);
  if (bytes === undefined) return -errno.EFAULT;
  const fd = new DataView(bytes.buffer, bytes.byteOffset).getInt32(0, kernel.order === 'little');
  if (fd < 0 || group.container !== undefined) return -errno.EINVAL;
  const file = kernel.descriptors.file(fd);
  if (file === undefined) return -errno.EBADF;
  if (!(file instanceof Container)) return -errno.EINVAL;
  const result = file.join(group);
  if (result === 0) group.container = file;
  return result;
}

function unsetContainer(group: IommuGroup): number {
  if (group.container === undefined) return -errno.EINVAL;
  if (group.openDevices > 0) return -errno.EBUSY;
  group.leave();
  return 0;
}

function getDeviceFd(group: IommuGroup, address: bigint): number {
  const { kernel } = group;
  const name = nameAt(kernel, address);
  if (typeof name === 'number') return name;
  const device = group.devices.get(name);
  if (device === undefined) return -errno.ENODEV;
  if (group.container?.iommu === undefined) return -errno.EINVAL;
  const file = new DeviceFile(device);
  const fd = kernel.descriptors.open(file, readWrite);
  if (fd === undefined) return -errno.EMFILE;
  file.opened();
  return fd;
}

function nameAt(kernel: Kernel, address: bigint): string | number {
  let name = '';
  for (let at = 0n; name.length < longestName; at += 1n) {
    const byte = kernel.memory.copyIn(address + at, 1);
    if (byte === undefined) return -errno.EFAULT;
    if (byte[0] === 0) return name;
    name += String.fromCharCode(byte[0]!);
  }
  return -errno.EINVAL;
}

export const groupCalls: ReadonlyMap<number, GroupCall> = new Map([
  [calls.VFIO_GROUP_GET_STATUS, getStatus],
  [calls.VFIO_GROUP_SET_CONTAINER, setContainer],
  [calls.VFIO_GROUP_UNSET_CONTAINER, unsetContainer],
  [calls.VFIO_GROUP_GET_DEVICE_FD, getDeviceFd],
] satisfies [number, GroupCall][]);

const groupsOfFiles = new WeakMap<OpenFile, IommuGroup>();

/** The group behind a file, where it is one. */
export const groupOf = (file: OpenFile): IommuGroup | undefined => groupsOfFiles.get(file);

/** Devices that share an IOMMU context. */
export class IommuGroup {
  readonly devices = new Map<string, VfioDevice>();
  container?: Container;
  /** Device files; each keeps the group in use. */
  openDevices = 0;
  #file = false;

  constructor(
    readonly kernel: Kernel,
    readonly number: number,
    /** All devices of the group are mediated. */
    readonly emulated: boolean,
  ) {}

  /** What opening /dev/vfio/NUMBER gives; one file at a time. */
  open(): OpenFile | number {
    if (this.#file || this.openDevices > 0) return -errno.EBUSY;
    this.#file = true;
    const file: OpenFile = {
      kind: 'group',
      ioctl: (kernel, request, argument) =>
        kernel.configuration.model.vfio.groupCalls.get(request)?.(this, argument) ?? -errno.ENOTTY,
      release: () => {
        this.#file = false;
        this.released();
      },
    };
    groupsOfFiles.set(file, this);
    return file;
  }

  /** A file is closed: the group leaves its container with the last one. */
  released(): void {
    if (!this.#file && this.openDevices === 0) this.leave();
  }

  leave(): void {
    this.container?.leave(this);
    delete this.container;
  }
}
