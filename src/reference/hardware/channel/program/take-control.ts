import { ccwFlag } from '../../../../architecture/ccw';
import { orbMask } from '../../../../architecture/orb';
import { subchannelStatus } from '../../../../architecture/scsw';
import { ChannelCheck } from './check';
import type { ChannelProgram } from './program';
import { fetchFrame, programCheck } from './storage-access';

/** Fields of the CCW from its two words. */
export function readFormat0(program: ChannelProgram, high: number, low: number): void {
  program.code = high >>> 24;
  program.dataAddress = high & 0xffffff;
  program.flags = low >>> 24;
  program.count = low & 0xffff;
}

export function readFormat1(program: ChannelProgram, high: number, low: number): void {
  program.code = high >>> 24;
  program.flags = (high >>> 16) & 0xff;
  program.count = high & 0xffff;
  program.dataAddress = low;
}

export function isTransferInChannel({ format1, code }: ChannelProgram): boolean {
  return format1 ? code === 0x08 : (code & 0x0f) === 0x08;
}

/** A condition that makes a CCW invalid. */
export type CcwCheck = (program: ChannelProgram) => boolean;

const chainsData = (program: ChannelProgram): boolean => program.has(ccwFlag.chainData);

/** The command code of a CCW that continues an operation is not looked at. */
export const invalidCommand: CcwCheck = ({ dataChained, code }) =>
  !dataChained && ((code & 0x0f) === 0 || (code & 0x0f) === 8);
export const zeroCountFormat0: CcwCheck = ({ format1, count }) => !format1 && count === 0;
export const zeroCountWithChainData: CcwCheck = (program) =>
  program.format1 && program.count === 0 && chainsData(program);
export const zeroCountDataChained: CcwCheck = ({ format1, count, dataChained }) =>
  format1 && count === 0 && dataChained;
export const suspendNotAllowed: CcwCheck = (program) =>
  program.has(ccwFlag.suspend) && !program.allows(orbMask.suspendControl);
export const suspendWithDataChaining: CcwCheck = (program) =>
  program.has(ccwFlag.suspend) && (chainsData(program) || program.dataChained);
export const midawNotAllowed: CcwCheck = (program) =>
  program.has(ccwFlag.modifiedIndirect) && !program.allows(orbMask.midaws);
export const midawWithOthers: CcwCheck = (program) =>
  program.has(ccwFlag.modifiedIndirect) && program.has(ccwFlag.indirect | ccwFlag.skip);

/** Each alone makes a CCW invalid. Source: z/Architecture CCW; fact sheet 5.1, 5.3, 5.7. */
export const ccwChecks: readonly CcwCheck[] = [
  invalidCommand,
  zeroCountFormat0,
  zeroCountWithChainData,
  zeroCountDataChained,
  suspendNotAllowed,
  suspendWithDataChaining,
  midawNotAllowed,
  midawWithOthers,
];

/** A condition that makes a transfer in channel invalid; `high` and `low` are its words. */
export type TransferCheck = (program: ChannelProgram, high: number, low: number) => boolean;

export const strictFormat1: TransferCheck = ({ format1 }, high) => format1 && (high & 0xffffff) !== 0;
export const transferTargetAligned: TransferCheck = ({ dataAddress }) => (dataAddress & 7) !== 0;
export const transferTargetAvailable: TransferCheck = (program) =>
  !program.behaviour.isAddressable(program, program.dataAddress);

export const transferChecks: readonly TransferCheck[] = [strictFormat1, transferTargetAligned, transferTargetAvailable];

/** Backward transfers without data in between after which the program is taken for an endless one. Model dependent. */
export const loopGuard = 256;

export const isCcwAligned = (address: number): boolean => address % 8 === 0;

/** The words of a CCW, from storage or as fetched before. */
function fetchCcw(program: ChannelProgram, address: number): void {
  program.at = address;
  if (!program.behaviour.isCcwAligned(address) || !program.behaviour.isAddressable(program, address))
    throw program.behaviour.notAddressable(program);
  const early = program.prefetched.ccw(address);
  if (early === undefined) {
    const view = fetchFrame(program, address);
    words.high = view.getUint32(address & 0xfff);
    words.low = view.getUint32((address & 0xfff) + 4);
  } else [words.high, words.low] = early;
  if (program.format1) program.behaviour.readFormat1(program, words.high, words.low);
  else program.behaviour.readFormat0(program, words.high, words.low);
}

/** Only read before the next fetch. */
const words = { high: 0, low: 0 };

/**
 * Makes the CCW at an address the one in control, transfers in channel followed.
 * @throws ChannelCheck when it is not valid
 */
export function takeControl(program: ChannelProgram, address: number, dataChained: boolean): void {
  const { behaviour } = program;
  program.dataChained = dataChained;
  fetchCcw(program, address);
  if (behaviour.isTransferInChannel(program)) {
    followTransfer(program);
    if (behaviour.isTransferInChannel(program)) throw behaviour.transferToTransfer(program);
  }
  validate(program);
}

/** The CCW in control has to be a valid one. */
function validate(program: ChannelProgram): void {
  const { ccwChecks: checks } = program.behaviour;
  for (let index = 0; index < checks.length; index += 1)
    if (checks[index]!(program)) throw program.behaviour.invalidCcw(program);
  program.residual = program.count;
}

function followTransfer(program: ChannelProgram): void {
  const { behaviour } = program;
  for (const check of behaviour.transferChecks)
    if (check(program, words.high, words.low)) throw behaviour.invalidTransfer(program);
  if (program.dataAddress <= program.at) {
    program.backwardTransfers += 1;
    if (program.backwardTransfers > behaviour.loopGuard) throw programCheck(program);
  }
  fetchCcw(program, program.dataAddress);
}

/** The CCW whose words make the program check is the one that the CCW address tells of. */
export function thisCcw(program: ChannelProgram): ChannelCheck {
  return new ChannelCheck(subchannelStatus.programCheck, program.at + 8);
}

/** The implied command of IPL: read 24 bytes to absolute 0, whatever storage holds. */
export function impliedRead(program: ChannelProgram): void {
  program.at = 0;
  program.dataChained = false;
  program.code = 0x02;
  program.dataAddress = 0;
  program.flags = ccwFlag.chainCommand | ccwFlag.suppressLength;
  program.count = 24;
  program.residual = 24;
}
