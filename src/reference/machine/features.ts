import type { Fixture } from '../../contract/documents/fixture';
import { channelDeviceKinds } from '../hardware/channel/devices/kinds';
import { channelSettings } from '../hardware/channel/settings';
import { deviceKinds } from '../kernel/devices';

/** Named abilities; a number is the largest a fixture can ask for. */
export const features: Readonly<Record<string, boolean | number | string>> = {
  ...Object.fromEntries(
    [...Object.keys(deviceKinds), ...Object.keys(channelDeviceKinds)].map((kind) => [`device.${kind}`, true]),
  ),
  ...Object.fromEntries(Object.entries(channelSettings).map(([name, { offered }]) => [name, offered])),
  kvm: true,
  vfio: true,
  'cpus.maximum': 64,
  'storage.maximum': 2 ** 40,
  'storage.changed-list': true,
};

/** The first demand that the machine does not meet. */
export function missingFeature(demands: Fixture['features']): string | undefined {
  return Object.entries(demands).find(([name, demand]) => {
    // What can be set is looked at when it is set.
    if (Object.hasOwn(channelSettings, name)) return false;
    const offer = features[name];
    if (demand === false) return offer === true;
    return typeof offer === 'number' ? typeof demand !== 'number' || demand > offer : offer !== demand;
  })?.[0];
}
