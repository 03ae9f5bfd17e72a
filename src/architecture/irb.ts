import { arrayAt, bytesAt, structure } from '../codec/structure';
import { scswFields } from './scsw';

const source = 'z/Architecture interruption-response block; Linux arch/s390/include/asm/cio.h struct irb, struct erw';

const { count, ...status } = scswFields(0);

/** Interruption-response block: SCSW, extended-status word, extended-control word. */
export const irb = structure('IRB', 64, source, {
  ...status,
  residualCount: count!,
  lastPathUsed: bytesAt(13, 1),
  authorization: 131,
  pathVerification: 132,
  pathTimeout: 133,
  failingAddressValid: 134,
  concurrentSense: 135,
  secondaryCcwAddressValid: 136,
  failingAddressFormat: 137,
  senseCount: [138, 143],
  failingAddress: bytesAt(20, 8),
  secondaryCcwAddress: bytesAt(28, 4),
  ...arrayAt('sense', 32, 32, 1),
});

/** Word 0 of a format-0 extended-status word. */
export const subchannelLogout = structure('subchannel logout', 4, source, {
  keyCheck: 1,
  measurementProgramCheck: 2,
  measurementDataCheck: 3,
  measurementProtectionCheck: 4,
  ccwCheck: 5,
  idawCheck: 6,
  lastPathUsed: [8, 15],
  ancillaryReport: 16,
  fieldValidity: [17, 21],
  storageAccess: { bits: [22, 23], meaning: { 0: 'unknown', 1: 'read', 2: 'write', 3: 'read backward' } },
  termination: { bits: [24, 25], meaning: { 0: 'halt', 1: 'stop, stack or normal', 2: 'clear' } },
  deviceStatusCheck: 26,
  secondaryError: 27,
  ioErrorAlert: 28,
  sequenceCode: [29, 31],
});
