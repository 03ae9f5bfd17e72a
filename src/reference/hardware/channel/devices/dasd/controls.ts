import { normalEnd } from '../device';
import type { DasdCommand } from './command';
import type { Dasd, Domain } from './dasd';
import { fileProtected, message, noRecordFound, reject } from './sense';
import { heads, trackNumber } from './volume';

const half = (bytes: Uint8Array, at: number): number => (bytes[at]! << 8) | bytes[at + 1]!;

/** A control with parameters, checked when they have come. */
const withParameters = (wanted: number, act: (device: Dasd, bytes: Uint8Array, code: number) => void): DasdCommand => ({
  begin: (device, code) => ({
    kind: 'output',
    wanted,
    end: (bytes) =>
      device.attempt(() => {
        act(device, bytes, code);
        return normalEnd;
      }),
  }),
});

/** @throws DasdCheck when the track is outside what Define Extent has opened */
export function demandInExtent({ extent }: Dasd, cylinder: number, head: number): void {
  const track = trackNumber(cylinder, head);
  if (extent !== undefined && (track < extent.begin || track > extent.end)) throw fileProtected();
}

/** BB CC HH: SEEK takes all of it, SEEK CYLINDER too, SEEK HEAD keeps the cylinder. */
export function seek(device: Dasd, bytes: Uint8Array, code: number): void {
  if (bytes.length < 6) throw reject(message.tooFewBytes);
  const cylinder = code === 0x1b ? device.cylinder : half(bytes, 2);
  const head = half(bytes, 4);
  if (half(bytes, 0) !== 0 || cylinder >= device.volume.cylinders || head >= heads)
    throw reject(message.invalidParameter);
  device.behaviour.demandInExtent(device, cylinder, head);
  device.seek(cylinder, head);
}

function setFileMask(device: Dasd, bytes: Uint8Array): void {
  if (device.fileMask !== undefined || device.extent !== undefined) throw reject(message.invalidSequence);
  if (bytes.length < 1) throw reject(message.tooFewBytes);
  device.fileMask = bytes[0]!;
}

/** Sequence, then the bytes in their order, byte 1 first. Source: fact sheet 8.3. */
export function defineExtent(device: Dasd, bytes: Uint8Array): void {
  if (bytes.length < 16) throw reject(message.tooFewBytes);
  if (device.extent !== undefined || device.fileMask !== undefined) throw reject(message.invalidSequence);
  const begin = trackNumber(half(bytes, 8), half(bytes, 10));
  const end = trackNumber(half(bytes, 12), half(bytes, 14));
  const wrong =
    (bytes[1]! & 0xc0) !== 0xc0 ||
    (bytes[0]! & 0x20) !== 0 ||
    bytes[4] !== 0 ||
    bytes[5] !== 0 ||
    bytes[6] !== 0 ||
    half(bytes, 10) >= heads ||
    half(bytes, 14) >= heads ||
    half(bytes, 12) >= device.volume.cylinders ||
    end < begin;
  if (wrong) throw reject(message.invalidParameter);
  device.extent = { begin, end, writeControl: bytes[0]! >> 6 };
}

/** Orient, write data, format write, read data, write track, read tracks, read. */
const operations: ReadonlySet<number> = new Set([0x00, 0x01, 0x03, 0x06, 0x0b, 0x0c, 0x16]);

export function locateRecord(device: Dasd, bytes: Uint8Array): void {
  if (bytes.length < 16) throw reject(message.tooFewBytes);
  if (device.extent === undefined) throw reject(message.invalidSequence);
  const operation = bytes[0]! & 0x3f;
  const count = bytes[3]!;
  const [cylinder, head] = [half(bytes, 4), half(bytes, 6)];
  if (!operations.has(operation) || bytes[2] !== 0 || (count === 0) !== (operation === 0))
    throw reject(message.invalidParameter);
  if (cylinder >= device.volume.cylinders || head >= heads) throw reject(message.invalidParameter);
  device.behaviour.demandInExtent(device, cylinder, head);
  device.seek(cylinder, head);
  orient(device, bytes.subarray(8, 13), bytes[0]! >> 6);
  const domain: Domain = { operation, left: count, implied: false };
  device.domain = operation === 0 ? undefined : domain;
}

/** Searches the whole track, R0 included, for an identifier. Orientation: count, home address, data or index. */
function orient(device: Dasd, identifier: Uint8Array, orientation: number): void {
  if (orientation === 1 || orientation === 3) return;
  const { records } = device.track;
  const index = records.findIndex(({ id }) => Buffer.compare(id, identifier) === 0);
  if (index < 0) throw noRecordFound();
  device.current = records[index];
  device.next = index + 1;
  device.area = orientation === 2 ? 'data' : 'count';
  device.found = 'id';
}

const nothing: DasdCommand = { begin: () => ({ kind: 'immediate', end: () => normalEnd }) };

export const controls: readonly (readonly [number, DasdCommand])[] = [
  [0x03, nothing],
  [0x07, withParameters(6, (device, bytes, code) => device.behaviour.seek(device, bytes, code))],
  [0x0b, withParameters(6, (device, bytes, code) => device.behaviour.seek(device, bytes, code))],
  [0x1b, withParameters(6, (device, bytes, code) => device.behaviour.seek(device, bytes, code))],
  [
    0x13,
    {
      begin: (device) => {
        device.behaviour.demandInExtent(device, 0, 0);
        device.seek(0, 0);
        return { kind: 'immediate', end: () => normalEnd };
      },
    },
  ],
  [0x1f, withParameters(1, setFileMask)],
  [0x23, { ...withParameters(1, () => {}), keepsFound: true }],
  [0x47, { ...withParameters(16, (device, bytes) => device.behaviour.locateRecord(device, bytes)), keepsFound: true }],
  [0x63, withParameters(16, (device, bytes) => device.behaviour.defineExtent(device, bytes))],
];
