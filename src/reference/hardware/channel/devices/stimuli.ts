import { deviceStatus as unit } from '../../../../architecture/scsw';
import type { ChannelSubsystem } from '../subsystem';
import { ByteDevice } from './byte-device';
import { Dasd } from './dasd/dasd';
import { Track } from './dasd/track';
import type { ChannelDevice } from './device';

/** What a device can be made to do; an answer is what it cannot. */
type Stimulus = (
  device: ChannelDevice,
  bytes: Uint8Array,
  css: ChannelSubsystem,
) => { readonly what: string } | undefined;

const always =
  (act: (device: ChannelDevice, bytes: Uint8Array, css: ChannelSubsystem) => void): Stimulus =>
  (device, bytes, css) => {
    act(device, bytes, css);
    return undefined;
  };

const ofBytes =
  (act: (device: ByteDevice, bytes: Uint8Array) => void): Stimulus =>
  (device, bytes) => {
    if (!(device instanceof ByteDevice)) return { what: 'data of a device that has its own' };
    act(device, bytes.slice());
    return undefined;
  };

function present(device: ChannelDevice, status: number): void {
  device.unsolicited.push(status);
  device.wake();
}

/**
 * - `attention`: status that no command asked for. `status`: the same with the device status in byte 0.
 * - `hold`: the next command does not end. `end`: the command that is held ends; byte 0, where there is one, is its device
 *   status, what follows are sense bytes.
 * - `next-status`: the next command ends with the device status in byte 0; what follows are sense bytes.
 * - `channel-check`: the next command ends with the subchannel status in byte 0.
 * - `split`: the next command presents channel end first. `device-end`: the device end that is missing.
 * - `busy`, `free`; `not-operational`, `operational`.
 * - `data`: what reads deliver from now on. `record`: what the next read delivers, one after the other. `wants`: how many bytes
 *   a write wants, two bytes; none: as many as come.
 * - `path-off`, `path-on`: byte 0 is a mask of paths; a channel report tells of each.
 * - `track`: a track of a disk is as the bytes say: home address (00 CC CC HH HH), then records, each CC CC HH HH R KL DL DL, key
 *   and data, R0 first.
 * - `report`: a channel-report word of 4 bytes.
 */
const stimuli: ReadonlyMap<string, Stimulus> = new Map<string, Stimulus>([
  ['attention', always((device) => present(device, unit.attention))],
  ['status', always((device, bytes) => present(device, bytes[0] ?? 0))],
  [
    'hold',
    always((device) => {
      device.holdsNext = true;
    }),
  ],
  [
    'end',
    always((device, bytes) => {
      if (bytes.length > 0) device.endings.push({ status: bytes[0], sense: bytes.slice(1), channelStatus: 0 });
      device.held = false;
      device.wake();
    }),
  ],
  [
    'next-status',
    always((device, bytes) => {
      device.endings.push({ status: bytes[0], sense: bytes.slice(1), channelStatus: 0 });
    }),
  ],
  [
    'channel-check',
    always((device, bytes) => {
      device.endings.push({ status: undefined, sense: new Uint8Array(), channelStatus: bytes[0] ?? 0 });
    }),
  ],
  [
    'split',
    always((device) => {
      device.splitsNext = true;
    }),
  ],
  [
    'device-end',
    always((device) => {
      device.finishing = false;
      device.wake();
    }),
  ],
  [
    'busy',
    always((device) => {
      device.busy = true;
    }),
  ],
  [
    'free',
    always((device) => {
      device.busy = false;
      device.wake();
    }),
  ],
  [
    'not-operational',
    always((device) => {
      device.notOperational = true;
    }),
  ],
  [
    'operational',
    always((device) => {
      device.notOperational = false;
    }),
  ],
  [
    'data',
    ofBytes((device, bytes) => {
      device.data = bytes;
    }),
  ],
  [
    'record',
    ofBytes((device, bytes) => {
      device.records.push(bytes);
    }),
  ],
  [
    'wants',
    ofBytes((device, bytes) => {
      device.record = bytes.length < 2 ? Number.POSITIVE_INFINITY : (bytes[0]! << 8) | bytes[1]!;
    }),
  ],
  [
    'track',
    (device, bytes) => {
      if (!(device instanceof Dasd)) return { what: 'a track of a device that has none' };
      const track = Track.read(bytes.slice());
      if (typeof track === 'string') return { what: `the track: ${track}` };
      const [, high = 0, low = 0, headHigh = 0, head = 0] = track.homeAddress;
      device.volume.put((high << 8) | low, (headHigh << 8) | head, track);
      return undefined;
    },
  ],
  ['path-off', always((device, bytes, css) => css.switchPaths(device, bytes[0] ?? 0x80, false))],
  ['path-on', always((device, bytes, css) => css.switchPaths(device, bytes[0] ?? 0x80, true))],
  [
    'report',
    (_device, bytes, css) => {
      if (bytes.length !== 4) return { what: `a channel-report word of ${bytes.length} bytes` };
      css.reports.add(new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0));
      return undefined;
    },
  ],
]);

export function stimulate(
  css: ChannelSubsystem,
  device: ChannelDevice,
  what: string,
  bytes: Uint8Array,
): { readonly what: string } | undefined {
  const stimulus = stimuli.get(what);
  return stimulus === undefined ? { what: `the stimulus ${what}` } : stimulus(device, bytes, css);
}
