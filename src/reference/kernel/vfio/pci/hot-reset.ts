import { errno } from '../../../../uapi/errno';
import { vfioPciDependentDevice, vfioPciHotReset, vfioPciHotResetInfo } from '../../../../uapi/vfio/pci-hot-reset';
import { Image, places } from '../../image';
import { copyOut, readArgument } from '../argument';
import type { VfioDevice } from '../device';
import { groupOf } from '../group';

const info = places(vfioPciHotResetInfo, 'argsz', 'flags', 'count');
const dependent = places(vfioPciDependentDevice, 'group_id', 'segment', 'bus', 'devfn');
const reset = places(vfioPciHotReset, 'argsz', 'flags', 'count');

/** Each function of the reference is alone behind its bus. */
const affected = (device: VfioDevice): readonly VfioDevice[] => [device];

/** Source: Linux 6.12 vfio_pci_core.c vfio_pci_ioctl_get_pci_hot_reset_info. */
export function getHotResetInfo(device: VfioDevice, address: bigint): number {
  if (device.hotReset === undefined) return -errno.ENOTTY;
  const { kernel } = device;
  const argument = readArgument(kernel, address, vfioPciHotResetInfo.size);
  if (typeof argument === 'number') return argument;
  const devices = affected(device);
  argument.put(info.flags, 0).put(info.count, devices.length);
  const room = argument.number(info.argsz) - vfioPciHotResetInfo.size;
  const fits = room >= devices.length * vfioPciDependentDevice.size;
  if (fits) {
    const list = Image.of(devices.length * vfioPciDependentDevice.size, kernel.order);
    devices.forEach(({ group, name }, index) => {
      const [segment, bus, slot] = name.split(/[:.]/).map((part) => Number.parseInt(part, 16));
      const at = index * vfioPciDependentDevice.size;
      list.put(dependent.group_id, group.number, at).put(dependent.segment, segment!, at);
      list.put(dependent.bus, bus!, at).put(dependent.devfn, slot! << 3, at);
    });
    if (copyOut(kernel, address + BigInt(vfioPciHotResetInfo.size), list.bytes) !== 0) return -errno.EFAULT;
  }
  if (copyOut(kernel, address, argument.bytes) !== 0) return -errno.EFAULT;
  return fits ? 0 : -errno.ENOSPC;
}

/** Resets all functions behind the bus; the program shows that it holds the group of each. Source: vfio_pci_ioctl_pci_hot_reset. */
export function hotReset(device: VfioDevice, address: bigint): number {
  if (device.hotReset === undefined) return -errno.ENOTTY;
  const { kernel } = device;
  const argument = readArgument(kernel, address, vfioPciHotReset.size);
  if (typeof argument === 'number') return argument;
  const devices = affected(device);
  const count = argument.number(reset.count);
  if (argument.number(reset.flags) !== 0 || count === 0 || count > devices.length) return -errno.EINVAL;
  const bytes = kernel.memory.copyIn(address + BigInt(vfioPciHotReset.size), count * 4);
  if (bytes === undefined) return -errno.EFAULT;
  const fds = new Image(bytes, kernel.order);
  const held = new Set<unknown>();
  for (let index = 0; index < count; index += 1) {
    const file = kernel.descriptors.file(fds.signed({ offset: 0, length: 4 }, index * 4));
    if (file === undefined) return -errno.EBADF;
    const group = groupOf(file);
    if (group === undefined) return -errno.EINVAL;
    held.add(group);
  }
  if (!devices.every(({ group }) => held.has(group))) return -errno.EINVAL;
  for (const one of devices) one.hotReset?.();
  return 0;
}
