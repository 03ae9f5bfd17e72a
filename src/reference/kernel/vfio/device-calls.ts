import { vfioDeviceIoctls as calls } from '../../../uapi/vfio/device';
import type { DeviceCall } from './device';
import { deviceFeature } from './feature';
import { getInfo, getIrqInfo, getRegionInfo } from './information';
import { setIrqs } from './irq-set';
import { getHotResetInfo, hotReset } from './pci/hot-reset';

/** Calls of every device. */
export const deviceCalls: ReadonlyMap<number, DeviceCall> = new Map<number, DeviceCall>([
  [calls.VFIO_DEVICE_GET_INFO, getInfo],
  [calls.VFIO_DEVICE_GET_REGION_INFO, getRegionInfo],
  [calls.VFIO_DEVICE_GET_IRQ_INFO, getIrqInfo],
  [calls.VFIO_DEVICE_SET_IRQS, setIrqs],
  [calls.VFIO_DEVICE_RESET, (device) => device.reset()],
  [calls.VFIO_DEVICE_GET_PCI_HOT_RESET_INFO, getHotResetInfo],
  [calls.VFIO_DEVICE_PCI_HOT_RESET, hotReset],
  [calls.VFIO_DEVICE_FEATURE, deviceFeature],
]);
