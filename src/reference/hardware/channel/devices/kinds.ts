import type { Access } from '../../../../contract/entries';
import type { Subchannel } from '../subchannel';
import type { ChannelSubsystem } from '../subsystem';
import { ByteDevice } from './byte-device';
import { Dasd } from './dasd/dasd';
import { EmptyVolume, ImageVolume } from './dasd/volume';
import type { ChannelDevice } from './device';
import {
  type Accepts,
  bytesInHex,
  type FixtureDevice,
  numberOf,
  numberTo,
  placeParameters,
  Refusal,
  refusedParameter,
  text,
  yesOrNo,
} from './parameters';
import { stimulate } from './stimuli';

/** What the device face may ask of a device. */
export interface DeviceFace {
  /** Makes the device act, or says what it cannot. */
  stimulate?(what: string, bytes: Uint8Array): { readonly what: string } | undefined;
  /** The accesses that have reached it since the last time. */
  observe?(): readonly Access[];
  /** Where IPL can find it. */
  readonly subchannel?: Subchannel;
}

interface Kind {
  /** Beside those of the place. */
  readonly parameters: Readonly<Record<string, Accepts>>;
  readonly make: (device: FixtureDevice, css: ChannelSubsystem) => ChannelDevice | undefined | Refusal;
  /** The subchannel is there and has no device. */
  readonly notValid?: true;
}

/** `data` is what reads deliver, in hexadecimal; `record` how many bytes a write wants; the others are for SENSE ID. */
const byteParameters: Kind['parameters'] = {
  data: bytesInHex,
  record: numberTo(0x10000),
  'control-unit': numberTo(0xffff),
  'control-unit-model': numberTo(0xff),
  device: numberTo(0xffff),
  'device-model': numberTo(0xff),
};

/** Printer and control unit, where a fixture does not say what it is. */
function byteDevice(fixture: FixtureDevice): ByteDevice {
  const device = new ByteDevice({
    controlUnit: numberOf(fixture, 'control-unit', 0x2821),
    controlUnitModel: numberOf(fixture, 'control-unit-model', 0x01),
    device: numberOf(fixture, 'device', 0x1403),
    deviceModel: numberOf(fixture, 'device-model', 0x02),
  });
  if (typeof fixture['data'] === 'string') device.data = Uint8Array.from(Buffer.from(fixture['data'], 'hex'));
  device.record = numberOf(fixture, 'record', Number.POSITIVE_INFINITY);
  return device;
}

/** Device models of the 3390 by their cylinders. */
const modelOf = (cylinders: number): number =>
  cylinders <= 1113 ? 0x02 : cylinders <= 2226 ? 0x06 : cylinders <= 3339 ? 0x0a : 0x0c;

/** An uncompressed CKD image, which stays as it is unless it is writable, or a freshly formatted volume. */
function dasd(fixture: FixtureDevice, css: ChannelSubsystem): Dasd | Refusal {
  const { image } = fixture;
  const volume =
    typeof image === 'string'
      ? ImageVolume.open(image, fixture['writable'] === true)
      : new EmptyVolume(numberOf(fixture, 'cylinders', 3339));
  if (typeof volume === 'string') return new Refusal(volume);
  return new Dasd(volume, css.behaviour.dasd, modelOf(volume.cylinders));
}

/** Kinds of devices behind subchannels that a fixture can ask for. */
export const channelDeviceKinds: Readonly<Record<string, Kind>> = {
  'byte-device': { parameters: byteParameters, make: byteDevice },
  /** A byte device no command of which ends before it is made to. */
  'holding-device': {
    parameters: byteParameters,
    make: (fixture) => {
      const device = byteDevice(fixture);
      device.holdsAll = true;
      return device;
    },
  },
  'dasd-3390': { parameters: { image: text, writable: yesOrNo, cylinders: numberTo(65520) }, make: dasd },
  /** A subchannel whose device-number-valid bit is zero. */
  'no-device': { parameters: {}, make: () => undefined, notValid: true },
};

/** Plugs a device into the channel subsystem. Subchannels are numbered in the order of plugging, each set from 0. */
export function plugChannelDevice(css: ChannelSubsystem, fixture: FixtureDevice): DeviceFace | Refusal {
  const kind = channelDeviceKinds[fixture.kind]!;
  const refused = refusedParameter(fixture, { ...placeParameters, ...kind.parameters });
  if (refused !== undefined) return refused;
  const device = kind.make(fixture, css);
  if (device instanceof Refusal) return device;
  const place = {
    set: numberOf(fixture, 'set', 0),
    deviceNumber: numberOf(fixture, 'number', 0),
    paths: numberOf(fixture, 'paths', 0x80),
    channelPath: numberOf(fixture, 'path', 0),
    notValid: kind.notValid === true,
  };
  const subchannel = css.plug(place, device);
  if (device === undefined) return { subchannel };
  return {
    subchannel,
    stimulate: (what, bytes) => stimulate(css, device, what, bytes),
    observe: () => device.observe(),
  };
}
