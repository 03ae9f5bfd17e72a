import { orbMask } from '../../../architecture/orb';
import { pmcwExtraMask, pmcwMask } from '../../../architecture/schib';
import type { Orb } from './orb';
import type { ChannelSubsystem } from './subsystem';

/** A condition that makes an operand an operand exception. */
export type Invalid<Operand> = (operand: Operand, css: ChannelSubsystem) => boolean;

const multiple = 0x00080000;

export const sidWithoutOne: Invalid<number> = (word) => (word & 0x00010000) === 0;
export const sidReserved: Invalid<number> = (word) => (word & 0x00f00000) !== 0;
export const sidSubsystemWithoutM: Invalid<number> = (word) => (word & multiple) === 0 && word >>> 24 !== 0;
export const sidMNotEnabled: Invalid<number> = (word, css) => (word & multiple) !== 0 && !css.multipleSubsystems;
export const sidSetNotEnabled: Invalid<number> = (word, css) => (word & 0x00060000) !== 0 && !css.multipleSets;

/** Source: fact sheet 2.1; for sets that are not enabled Linux 6.12 drivers/s390/cio/css.c css_evaluate_new_subchannel. */
export const sidChecks: readonly Invalid<number>[] = [
  sidWithoutOne,
  sidReserved,
  sidSubsystemWithoutM,
  sidMNotEnabled,
  sidSetNotEnabled,
];

export const orbReserved: Invalid<Orb> = ({ controls }) => (controls & orbMask.reserved) !== 0;
export const orbTransportMode: Invalid<Orb> = ({ controls }) => (controls & orbMask.transportMode) !== 0;
export const orbMidawsAbsent: Invalid<Orb> = ({ controls }, { midaws }) => (controls & orbMask.midaws) !== 0 && !midaws;
export const orbAddressBit0: Invalid<Orb> = ({ programAddress }) => programAddress >= 0x80000000;

/** Alignment and range of the program address are not among them: they are for the channel program. */
export const orbChecks: readonly Invalid<Orb>[] = [orbReserved, orbTransportMode, orbMidawsAbsent, orbAddressBit0];

export const schibFlagsReserved: Invalid<DataView> = (schib) => (schib.getUint16(4) & pmcwMask.reserved) !== 0;
export const schibLimitMode3: Invalid<DataView> = (schib) =>
  (schib.getUint16(4) & pmcwMask.limitMode) === pmcwMask.limitMode;
export const schibExtraReserved: Invalid<DataView> = (schib) => (schib.getUint32(24) & pmcwExtraMask.reserved) !== 0;
/** The extended-measurement-word facility is not installed. */
export const schibExtendedMeasurement: Invalid<DataView> = (schib) =>
  (schib.getUint32(24) & pmcwExtraMask.extendedMeasurement) !== 0;
export const schibMeasurementBlock: Invalid<DataView> = (schib) =>
  (schib.getUint32(24) & pmcwExtraMask.measurementFormat) !== 0 && (schib.getUint32(44) & 0x3f) !== 0;

export const schibChecks: readonly Invalid<DataView>[] = [
  schibFlagsReserved,
  schibLimitMode3,
  schibExtraReserved,
  schibExtendedMeasurement,
  schibMeasurementBlock,
];

/** Registers of other instructions. */
export const limitInvalid: Invalid<number> = (word) => (word & 0x8000ffff) !== 0;
export const pathInvalid: Invalid<number> = (word) => (word & 0xffffff00) !== 0;
export const monitorReserved: Invalid<number> = (word) => (word & 0x0ffffffc) !== 0;
export const monitorBlockUnaligned: Invalid<{ readonly controls: number; readonly block: bigint }> = ({
  controls,
  block,
}) => (controls & 2) !== 0 && (block & 0x1fn) !== 0n;

/** Request blocks of CHANNEL SUBSYSTEM CALL: length in bytes. */
export const requestLengthInvalid: Invalid<number> = (length) => length < 16 || length > 4088 || length % 8 !== 0;

/** @param bytes the ORB; only one with the extension bit has words 3-7, of which bytes 12 and 14 mean something */
export function extensionIsValid(bytes: Uint8Array): boolean {
  return bytes.every((byte, index) => index < 13 || index === 14 || byte === 0);
}

export function anyInvalid<Operand>(
  checks: readonly Invalid<Operand>[],
  operand: Operand,
  css: ChannelSubsystem,
): boolean {
  return checks.some((check) => check(operand, css));
}
