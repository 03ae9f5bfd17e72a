import { arrayAt, bytesAt, structure } from '../codec/structure';
import { scswFields } from './scsw';

const source =
  'z/Architecture subchannel-information block; Linux 6.12 drivers/s390/cio/css.h struct schib, cio.h struct pmcw';

const { count, ...status } = scswFields(28);

/** Subchannel-information block: path-management-control word, SCSW, measurement-block address, model-dependent area. */
export const schib = structure('SCHIB', 52, source, {
  parameter: bytesAt(0, 4),
  qdioCapable: 32,
  w: 33,
  subclass: [34, 36],
  bit5: 37,
  enabled: 40,
  limitMode: {
    bits: [41, 42],
    meaning: { 0: 'no checking', 1: 'addresses from the limit on', 2: 'addresses below the limit', 3: 'reserved' },
  },
  blockUpdate: 43,
  connectTime: 44,
  multipath: 45,
  timing: 46,
  valid: 47,
  deviceNumber: bytesAt(6, 2),
  logicalPaths: bytesAt(8, 1),
  pathsNotOperational: bytesAt(9, 1),
  lastPathUsed: bytesAt(10, 1),
  pathsInstalled: bytesAt(11, 1),
  measurementIndex: bytesAt(12, 2),
  pathsOperational: bytesAt(14, 1),
  pathsAvailable: bytesAt(15, 1),
  ...arrayAt('channelPath', 8, 16, 1),
  subchannelType: {
    bits: [200, 202],
    meaning: { 0: 'I/O', 1: 'CHSC', 2: 'message', 3: 'ADM' },
  },
  measurementFormat: 221,
  extendedMeasurement: 222,
  concurrentSense: 223,
  ...status,
  residualCount: count!,
  measurementBlock: bytesAt(40, 8),
  modelDependent: bytesAt(48, 4),
});

/** Masks in the halfword at byte 4 of the SCHIB. */
export const pmcwMask = {
  reserved: 0xc300,
  subclass: 0x3800,
  enabled: 0x0080,
  limitMode: 0x0060,
  blockUpdate: 0x0010,
  connectTime: 0x0008,
  multipath: 0x0004,
  timing: 0x0002,
  valid: 0x0001,
} as const;

/** Masks in the word at byte 24 of the SCHIB. */
export const pmcwExtraMask = {
  reserved: 0xff1ffff8,
  type: 0x00e00000,
  measurementFormat: 0x4,
  extendedMeasurement: 0x2,
  concurrentSense: 0x1,
} as const;
