import { bytesAt, structure } from '../codec/structure';

const source = 'z/Architecture operation-request block; Linux 6.12 drivers/s390/cio/orb.h struct cmd_orb';

const words = {
  parameter: bytesAt(0, 4),
  key: [32, 35],
  suspendControl: 36,
  streaming: 37,
  modification: 38,
  synchronisation: 39,
  format: 40,
  prefetch: 41,
  initialStatus: 42,
  addressLimit: 43,
  suppressSuspended: 44,
  transportMode: 45,
  format2Idaws: 46,
  idawBlocks2K: 47,
  logicalPaths: bytesAt(6, 1),
  suppressLength: 56,
  midaws: 57,
  reserved: [58, 62],
  extension: 63,
  programAddress: bytesAt(8, 4),
} as const;

/** Operation-request block of the command mode. */
export const orb = structure('ORB', 12, source, words);

/** The ORB with its extension (bit 31 of word 1 is one). */
export const extendedOrb = structure('extended ORB', 32, source, {
  ...words,
  subsystemPriority: bytesAt(12, 1),
  controlUnitPriority: bytesAt(14, 1),
});

/** Masks in word 1 of the ORB. */
export const orbMask = {
  key: 0xf0000000,
  suspendControl: 0x08000000,
  streaming: 0x04000000,
  modification: 0x02000000,
  synchronisation: 0x01000000,
  format: 0x00800000,
  prefetch: 0x00400000,
  initialStatus: 0x00200000,
  addressLimit: 0x00100000,
  suppressSuspended: 0x00080000,
  transportMode: 0x00040000,
  format2Idaws: 0x00020000,
  idawBlocks2K: 0x00010000,
  logicalPaths: 0x0000ff00,
  suppressLength: 0x00000080,
  midaws: 0x00000040,
  reserved: 0x0000003e,
  extension: 0x00000001,
} as const;
