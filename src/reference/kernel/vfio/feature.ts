import { errno } from '../../../uapi/errno';
import { vfioDeviceFeature, vfioDeviceFeatureFlags, vfioDeviceFeatureMask } from '../../../uapi/vfio/feature';
import { Image, places } from '../image';
import type { Result } from '../operation';
import type { VfioDevice } from './device';

const header = places(vfioDeviceFeature, 'argsz', 'flags');
const {
  VFIO_DEVICE_FEATURE_GET: getFlag,
  VFIO_DEVICE_FEATURE_SET: setFlag,
  VFIO_DEVICE_FEATURE_PROBE: probeFlag,
} = vfioDeviceFeatureFlags;
const idMask = vfioDeviceFeatureMask.VFIO_DEVICE_FEATURE_MASK;
const known = idMask | getFlag | setFlag | probeFlag;
const headerSize = vfioDeviceFeature.size;

/** One feature: what it is for, the size of its data, and what GET and SET do. */
export interface Feature {
  readonly size: number;
  readonly present: (device: VfioDevice) => boolean;
  /** `data` is the address of the data. */
  readonly get?: (device: VfioDevice, data: bigint) => Result;
  readonly set?: (device: VfioDevice, data: bigint) => Result;
}

export interface FeatureCall {
  readonly device: VfioDevice;
  readonly argsz: number;
  readonly flags: number;
  /** Nothing where the device has no such feature. */
  readonly feature: Feature | undefined;
}

/** The next step of the decision where a step does not decide. */
export interface FeatureStep {
  readonly name: string;
  readonly decide: (call: FeatureCall) => number | undefined;
}

const fails =
  (error: number, condition: (call: FeatureCall) => boolean): FeatureStep['decide'] =>
  (call) =>
    condition(call) ? -error : undefined;

const asks = (flags: number, flag: number): boolean => (flags & flag) !== 0;

/** The order in which VFIO_DEVICE_FEATURE is decided. Source: Linux 6.12 vfio_main.c vfio_ioctl_device_feature, include/linux/vfio.h vfio_check_feature. */
export const featureSteps: readonly FeatureStep[] = [
  { name: 'argsz', decide: fails(errno.EINVAL, ({ argsz }) => argsz < headerSize) },
  { name: 'unknown flags', decide: fails(errno.EINVAL, ({ flags }) => (flags & ~known) !== 0) },
  {
    name: 'get and set',
    decide: fails(errno.EINVAL, ({ flags }) => asks(flags, getFlag) && asks(flags, setFlag) && !asks(flags, probeFlag)),
  },
  { name: 'absent', decide: fails(errno.ENOTTY, ({ feature }) => feature === undefined) },
  {
    name: 'operation',
    decide: fails(
      errno.EINVAL,
      ({ flags, feature }) =>
        (asks(flags, getFlag) && feature?.get === undefined) || (asks(flags, setFlag) && feature?.set === undefined),
    ),
  },
  { name: 'probe', decide: ({ flags }) => (asks(flags, probeFlag) ? 0 : undefined) },
  { name: 'no operation', decide: fails(errno.EINVAL, ({ flags }) => !asks(flags, getFlag | setFlag)) },
  { name: 'data size', decide: fails(errno.EINVAL, ({ argsz, feature }) => argsz - headerSize < (feature?.size ?? 0)) },
];

/** VFIO_DEVICE_FEATURE. */
export function deviceFeature(device: VfioDevice, address: bigint): Result {
  const { kernel } = device;
  const { vfio } = kernel.configuration.model;
  const bytes = kernel.memory.copyIn(address, headerSize);
  if (bytes === undefined) return -errno.EFAULT;
  const image = new Image(bytes, kernel.order);
  const flags = image.number(header.flags);
  const listed = vfio.features.get(flags & idMask);
  const feature = listed?.present(device) === true ? listed : undefined;
  const call: FeatureCall = { device, argsz: image.number(header.argsz), flags, feature };
  for (const step of vfio.featureSteps) {
    const decided = step.decide(call);
    if (decided !== undefined) return decided;
  }
  const data = address + BigInt(headerSize);
  return (asks(flags, getFlag) ? feature?.get?.(device, data) : feature?.set?.(device, data)) ?? -errno.EINVAL;
}
