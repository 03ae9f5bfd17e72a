import { deviceStatus as unit } from '../../../../../architecture/scsw';
import { normalEnd, type Operation } from '../device';
import { type DasdCommand, multitrack } from './command';
import type { Dasd } from './dasd';
import { message, noRecordFound, reject } from './sense';
import { type CkdRecord, countArea } from './track';

const readDomains = [0x06, 0x16] as const;
export const isUserRecord = ({ id }: CkdRecord): boolean => id[4] !== 0;

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}

/** The record whose data area comes next: the one that has been searched for, or the next one behind R0. */
export function dataRecord(device: Dasd, code: number): CkdRecord {
  const oriented = device.area === 'count' || device.area === 'key';
  const record =
    oriented && device.current !== undefined ? device.current : device.nextRecord(multitrack(code), isUserRecord);
  device.area = 'data';
  return record;
}

function keyRecord(device: Dasd, code: number): CkdRecord {
  const record =
    device.area === 'count' && device.current !== undefined
      ? device.current
      : device.nextRecord(multitrack(code), isUserRecord);
  device.area = 'data';
  return record;
}

/** A data area of no bytes is the end of a file: unit exception. */
export function readEnding({ data }: CkdRecord): number {
  return data.length === 0 ? normalEnd | unit.unitException : normalEnd;
}

const transferring = (
  find: (device: Dasd, code: number) => CkdRecord,
  bytes: (record: CkdRecord) => Uint8Array,
): DasdCommand => ({
  domains: readDomains,
  transfers: true,
  begin: (device, code) => {
    const record = find(device, code);
    return { kind: 'input', data: bytes(record), end: () => device.behaviour.readEnding(record) };
  },
});

const readCount: DasdCommand = {
  domains: [0x16],
  transfers: true,
  begin: (device, code) => {
    const record = device.nextRecord(multitrack(code), isUserRecord);
    device.area = 'count';
    return { kind: 'input', data: device.behaviour.readCount(record), end: () => normalEnd };
  },
};

export const readCountArea = countArea;

const readRecordZero: DasdCommand = {
  begin: (device) => {
    device.next = 0;
    const record = device.nextRecord(false, () => true);
    device.area = 'data';
    return { kind: 'input', data: joined(countArea(record), record.key, record.data), end: () => normalEnd };
  },
};

const readHomeAddress: DasdCommand = {
  begin: (device) => {
    device.next = 0;
    device.area = 'none';
    return { kind: 'input', data: device.track.homeAddress, end: () => normalEnd };
  },
};

/** The record behind R0 of cylinder 0, head 0. Source: SA22-1025; fact sheet 8.2. */
export function readIpl(device: Dasd): Operation {
  device.behaviour.checkIplSequence(device);
  device.extent = { begin: 0, end: device.volume.cylinders * 15 - 1, writeControl: 0 };
  device.seek(0, 0);
  device.hasReadIpl = true;
  const record = device.track.records.find(isUserRecord);
  if (record === undefined) throw noRecordFound();
  device.current = record;
  device.next = device.track.records.indexOf(record) + 1;
  device.area = 'data';
  device.domain = { operation: 0x06, left: 1, implied: true };
  return { kind: 'input', data: record.data, end: () => device.behaviour.readEnding(record) };
}

export function checkIplSequence({ extent, fileMask, hasReadIpl }: Dasd): void {
  if (extent !== undefined || fileMask !== undefined || hasReadIpl) throw reject(message.invalidSequence);
}

export const reads: readonly (readonly [number, DasdCommand])[] = [
  [0x02, { begin: (device) => device.behaviour.readIpl(device) }],
  [
    0x06,
    transferring(
      (device, code) => device.behaviour.dataRecord(device, code),
      ({ data }) => data,
    ),
  ],
  [0x0e, transferring(keyRecord, ({ key, data }) => joined(key, data))],
  [
    0x1e,
    transferring(
      (device, code) => {
        const record = device.nextRecord(multitrack(code), isUserRecord);
        device.area = 'data';
        return record;
      },
      (record) => joined(countArea(record), record.key, record.data),
    ),
  ],
  [0x12, readCount],
  [0x16, readRecordZero],
  [0x1a, readHomeAddress],
];
