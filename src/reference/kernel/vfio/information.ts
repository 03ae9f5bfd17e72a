import { errno } from '../../../uapi/errno';
import { vfioDeviceFlags, vfioDeviceInfo } from '../../../uapi/vfio/device';
import { vfioIrqInfo } from '../../../uapi/vfio/interrupts';
import { vfioRegionInfo, vfioRegionInfoFlags } from '../../../uapi/vfio/regions';
import { Image, places } from '../image';
import { answerInfo, copyOut, readArgument } from './argument';
import type { VfioDevice } from './device';

const device = places(vfioDeviceInfo, 'argsz', 'flags', 'num_regions', 'num_irqs', 'cap_offset');
const region = places(vfioRegionInfo, 'argsz', 'flags', 'index', 'cap_offset', 'size', 'offset');
const irq = places(vfioIrqInfo, 'argsz', 'flags', 'index', 'count');
/** VFIO_DEVICE_GET_INFO wants what there was before capabilities. */
const smallestDeviceInfo = device.cap_offset.offset;

/** VFIO_DEVICE_GET_INFO. */
export function getInfo(target: VfioDevice, address: bigint): number {
  const { kernel } = target;
  const argument = readArgument(kernel, address, smallestDeviceInfo);
  if (typeof argument === 'number') return argument;
  const argsz = argument.number(device.argsz);
  const answer = Image.of(vfioDeviceInfo.size, kernel.order)
    .put(device.argsz, argsz)
    .put(device.flags, target.flags)
    .put(device.num_regions, target.regions.length)
    .put(device.num_irqs, target.irqs.length);
  const known = Math.min(argsz, target.infoSize);
  const caps = vfioDeviceFlags.VFIO_DEVICE_FLAGS_CAPS;
  return answerInfo(kernel, address, answer, device, caps, target.capabilities, known);
}

/** VFIO_DEVICE_GET_REGION_INFO. */
export function getRegionInfo(target: VfioDevice, address: bigint): number {
  const { kernel } = target;
  const argument = readArgument(kernel, address, vfioRegionInfo.size);
  if (typeof argument === 'number') return argument;
  const index = argument.number(region.index);
  const found = target.regions[index];
  if (found === undefined || found.refused === true) return -errno.EINVAL;
  argument
    .put(region.flags, found.flags)
    .put(region.cap_offset, 0)
    .put(region.size, found.size)
    .put(region.offset, BigInt(index) << kernel.configuration.model.vfio.regionShift);
  const caps = vfioRegionInfoFlags.VFIO_REGION_INFO_FLAG_CAPS;
  return answerInfo(kernel, address, argument, region, caps, found.capabilities ?? []);
}

/** VFIO_DEVICE_GET_IRQ_INFO. */
export function getIrqInfo(target: VfioDevice, address: bigint): number {
  const argument = readArgument(target.kernel, address, vfioIrqInfo.size);
  if (typeof argument === 'number') return argument;
  const found = target.irqs[argument.number(irq.index)];
  if (found === undefined) return -errno.EINVAL;
  return copyOut(target.kernel, address, argument.put(irq.flags, found.flags).put(irq.count, found.count).bytes);
}
