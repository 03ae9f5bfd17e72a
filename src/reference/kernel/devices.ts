import type { Fixture } from '../../contract/documents/fixture';
import type { Access } from '../../contract/entries';
import type { Kernel } from './kernel';
import { plugMtty } from './vfio/mtty/plug';
import { plugPci } from './vfio/pci/plug';

export type FixtureDevice = Fixture['devices'][number];

/** A device as the host program will find it, with what the device face may ask of it. */
export interface PluggedDevice {
  /** The sysfs directory. */
  readonly path: string;
  /** Makes the device act, or says what it cannot. */
  stimulate?(what: string, bytes: Uint8Array): { readonly what: string } | undefined;
  /** The accesses that have reached it since the last time. */
  observe?(): readonly Access[];
}

/** Plugs a device into the kernel, or says what cannot be had. */
export type Plug = (kernel: Kernel, device: FixtureDevice) => PluggedDevice | { readonly what: string };

/** Kinds of devices that a fixture can ask for. */
export const deviceKinds: Readonly<Record<string, Plug>> = {
  mtty: plugMtty,
  'vfio-pci': plugPci,
};
