import { bytesAt, type FieldDeclaration, structure } from '../codec/structure';

const source = 'z/Architecture subchannel-status word; Linux arch/s390/include/asm/scsw.h struct cmd_scsw';

/** Masks in word 0 of the SCSW. */
export const scswMask = {
  key: 0xf0000000,
  suspendControl: 0x08000000,
  eswFormat: 0x04000000,
  deferredCode: 0x03000000,
  format: 0x00800000,
  prefetch: 0x00400000,
  initialStatus: 0x00200000,
  addressLimit: 0x00100000,
  suppressSuspended: 0x00080000,
  zero: 0x00040000,
  extendedControl: 0x00020000,
  pathNotOperational: 0x00010000,
  qdioActive: 0x00008000,
  startFunction: 0x4000,
  haltFunction: 0x2000,
  clearFunction: 0x1000,
  resumePending: 0x0800,
  startPending: 0x0400,
  haltPending: 0x0200,
  clearPending: 0x0100,
  subchannelActive: 0x0080,
  deviceActive: 0x0040,
  suspended: 0x0020,
  alert: 0x10,
  intermediate: 0x08,
  primary: 0x04,
  secondary: 0x02,
  pending: 0x01,
} as const;

/** Function, activity and status control as a whole. */
export const scswPart = { functions: 0x7000, activity: 0x0fe0, status: 0x001f } as const;

export const deviceStatus = {
  attention: 0x80,
  statusModifier: 0x40,
  controlUnitEnd: 0x20,
  busy: 0x10,
  channelEnd: 0x08,
  deviceEnd: 0x04,
  unitCheck: 0x02,
  unitException: 0x01,
} as const;

export const subchannelStatus = {
  pci: 0x80,
  incorrectLength: 0x40,
  programCheck: 0x20,
  protectionCheck: 0x10,
  channelDataCheck: 0x08,
  channelControlCheck: 0x04,
  interfaceControlCheck: 0x02,
  chainingCheck: 0x01,
} as const;

/** The fields of an SCSW that begins at a byte offset of a structure. */
export function scswFields(offset: number): Record<string, FieldDeclaration> {
  const bit = (number: number): number => offset * 8 + number;
  const run = (first: number, last: number): FieldDeclaration => [bit(first), bit(last)];
  return {
    key: run(0, 3),
    suspendControl: bit(4),
    eswFormat: bit(5),
    deferredCode: run(6, 7),
    format: bit(8),
    prefetch: bit(9),
    initialStatus: bit(10),
    addressLimit: bit(11),
    suppressSuspended: bit(12),
    zero: bit(13),
    extendedControl: bit(14),
    pathNotOperational: bit(15),
    qdioActive: bit(16),
    startFunction: bit(17),
    haltFunction: bit(18),
    clearFunction: bit(19),
    resumePending: bit(20),
    startPending: bit(21),
    haltPending: bit(22),
    clearPending: bit(23),
    subchannelActive: bit(24),
    deviceActive: bit(25),
    suspended: bit(26),
    alert: bit(27),
    intermediate: bit(28),
    primary: bit(29),
    secondary: bit(30),
    pending: bit(31),
    ccwAddress: bytesAt(offset + 4, 4),
    attention: bit(64),
    statusModifier: bit(65),
    controlUnitEnd: bit(66),
    busy: bit(67),
    channelEnd: bit(68),
    deviceEnd: bit(69),
    unitCheck: bit(70),
    unitException: bit(71),
    pci: bit(72),
    incorrectLength: bit(73),
    programCheck: bit(74),
    protectionCheck: bit(75),
    channelDataCheck: bit(76),
    channelControlCheck: bit(77),
    interfaceControlCheck: bit(78),
    chainingCheck: bit(79),
    count: bytesAt(offset + 10, 2),
  };
}

/** Subchannel-status word of the command mode. */
export const scsw = structure('SCSW', 12, source, scswFields(0));
