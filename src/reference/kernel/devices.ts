import type { Fixture } from '../../contract/documents/fixture';
import type { Kernel } from './kernel';

export type FixtureDevice = Fixture['devices'][number];

/** A device as the host program will find it, with what the device face may ask of it. */
export interface PluggedDevice {
  /** The sysfs directory. */
  readonly path: string;
}

/** Plugs a device into the kernel, or says what cannot be had. */
export type Plug = (kernel: Kernel, device: FixtureDevice) => PluggedDevice | { readonly what: string };

/** Kinds of devices that a fixture can ask for. */
export const deviceKinds: Readonly<Record<string, Plug>> = {};
