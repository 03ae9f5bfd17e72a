import { attribute, link, device as node } from '../file-system';
import type { Kernel } from '../kernel';
import { DeviceCdev, openIommufd } from './cdev';
import { Container } from './container';
import type { VfioDevice } from './device';
import { IommuGroup } from './group';

/** VFIO of one kernel: the groups there are. */
class Groups {
  count = 0;

  constructor(readonly kernel: Kernel) {
    kernel.files.place(
      '/dev/vfio/vfio',
      node(() => new Container(kernel)),
    );
    kernel.files.place('/dev/iommu', node(openIommufd));
  }

  add(emulated: boolean): IommuGroup {
    const group = new IommuGroup(this.kernel, this.count, emulated);
    this.count += 1;
    this.kernel.files.place(
      `/dev/vfio/${group.number}`,
      node(() => group.open()),
    );
    return group;
  }
}

const byKernel = new WeakMap<Kernel, Groups>();

/** A new group; the first one brings the container. */
export function addGroup(kernel: Kernel, emulated: boolean): IommuGroup {
  let groups = byKernel.get(kernel);
  if (groups === undefined) {
    groups = new Groups(kernel);
    byKernel.set(kernel, groups);
  }
  return groups.add(emulated);
}

/** Makes a device known to its group and in sysfs. */
export function announce(device: VfioDevice, directory: string): void {
  const { kernel, group } = device;
  group.devices.set(device.name, device);
  const groupDirectory = `/sys/kernel/iommu_groups/${group.number}`;
  kernel.files.place(`${directory}/iommu_group`, link(`../../../..${groupDirectory}`.replace('/sys/', '/')));
  kernel.files.place(
    `${directory}/vfio-dev/vfio${group.number}/dev`,
    attribute({ show: () => `511:${group.number}\n` }),
  );
  kernel.files.place(
    `/dev/vfio/devices/vfio${group.number}`,
    node(() => new DeviceCdev(device)),
  );
  kernel.files.place(`${groupDirectory}/devices/${device.name}`, link(directory));
}
