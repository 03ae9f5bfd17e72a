import { normalEnd } from '../device';
import type { DasdCommand } from './command';
import type { Dasd } from './dasd';
import { dataRecord, isUserRecord } from './reads';
import { message, reject, writeInhibited } from './sense';
import { type CkdRecord, countArea } from './track';

/** Write control of Define Extent or the file mask: 1 inhibits all writes, 2 those that format, 0 those of home address and R0. */
function demandWritable(device: Dasd, formats: boolean): void {
  const control = device.extent?.writeControl ?? (device.fileMask ?? 0) >> 6;
  if (control === 1 || (control === 2 && formats)) throw writeInhibited();
}

/** A write needs a successful search just before it, or a domain for writes. */
function demandOriented(device: Dasd): void {
  if (device.found === 'none' && device.domain === undefined) throw reject(message.invalidSequence);
}

function stored(device: Dasd): number {
  device.volume.changed(device.cylinder, device.head);
  return normalEnd;
}

function padded(bytes: Uint8Array, length: number): Uint8Array {
  const area = new Uint8Array(length);
  area.set(bytes.subarray(0, length));
  return area;
}

const writeData: DasdCommand = {
  domains: [0x01],
  transfers: true,
  begin: (device, code) => {
    demandWritable(device, false);
    demandOriented(device);
    const record = dataRecord(device, code);
    return {
      kind: 'output',
      wanted: record.data.length,
      end: (bytes) => {
        record.data = padded(bytes, record.data.length);
        return stored(device);
      },
    };
  },
};

const writeKeyAndData: DasdCommand = {
  domains: [0x01],
  transfers: true,
  begin: (device) => {
    demandWritable(device, false);
    demandOriented(device);
    const record =
      device.area === 'count' && device.current !== undefined ? device.current : device.nextRecord(false, isUserRecord);
    device.area = 'data';
    return {
      kind: 'output',
      wanted: record.key.length + record.data.length,
      end: (bytes) => {
        const all = padded(bytes, record.key.length + record.data.length);
        const split = record.key.length;
        record.key = all.slice(0, split);
        record.data = all.slice(split);
        return stored(device);
      },
    };
  },
};

/** Writes a record behind the one that was found; what follows on the track is gone. */
const writeCountKeyData: DasdCommand = {
  domains: [0x03],
  transfers: true,
  keepsFound: true,
  begin: (device) => {
    demandWritable(device, true);
    demandOriented(device);
    return {
      kind: 'output',
      wanted: Number.POSITIVE_INFINITY,
      end: (bytes) =>
        device.attempt(() => {
          if (bytes.length < 8) throw reject(message.tooFewBytes);
          const keyLength = bytes[5]!;
          const all = padded(bytes.subarray(8), keyLength + ((bytes[6]! << 8) | bytes[7]!));
          const record: CkdRecord = {
            id: bytes.slice(0, 5),
            key: all.slice(0, keyLength),
            data: all.slice(keyLength),
          };
          const { records } = device.track;
          records.splice(device.next, records.length, record);
          if (trackLength(records) > longestTrack) {
            records.pop();
            throw reject(message.invalidParameter);
          }
          device.next = records.length;
          device.current = record;
          device.area = 'data';
          return stored(device);
        }),
    };
  },
};

/** What fits into the tracks of an image: 56832 bytes less home address and end. */
const longestTrack = 56832 - 13;

function trackLength(records: readonly CkdRecord[]): number {
  return records.reduce((sum, record) => sum + countArea(record).length + record.key.length + record.data.length, 0);
}

export const writes: readonly (readonly [number, DasdCommand])[] = [
  [0x05, writeData],
  [0x0d, writeKeyAndData],
  [0x1d, writeCountKeyData],
];
