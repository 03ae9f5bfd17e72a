import { ccwFlag } from '../../../../architecture/ccw';
import { orbMask } from '../../../../architecture/orb';
import { subchannelStatus as channel, deviceStatus as unit } from '../../../../architecture/scsw';
import type { ChannelProgram } from './program';

/**
 * Whether the length is incorrect.
 * Source: GA22-7000-10 chaining-action figure; fact sheet 5.5.
 * @param left bytes that the device still has or wants
 */
export function lengthIsWrong(program: ChannelProgram, immediate: boolean, left: number): boolean {
  if (immediate) return program.behaviour.immediateLengthIsWrong(program);
  if (program.has(ccwFlag.chainData)) return program.residual > 0;
  if (program.has(ccwFlag.suppressLength)) return false;
  return program.residual > 0 || left > 0;
}

/** An operation that moved nothing because it needs no data. With command chaining: as Hercules channel.c. */
export function immediateLengthIsWrong(program: ChannelProgram): boolean {
  if (program.count === 0 || program.has(ccwFlag.chainData | ccwFlag.suppressLength)) return false;
  if (!program.format1 || program.allows(orbMask.suppressLength)) return false;
  return !program.has(ccwFlag.chainCommand);
}

const stops = unit.attention | unit.busy | unit.unitCheck | unit.unitException;

/** Whether the next command follows: normal end, nothing unusual. */
export function chainsCommands(program: ChannelProgram, status: number): boolean {
  if (program.has(ccwFlag.chainData) || !program.has(ccwFlag.chainCommand)) return false;
  return (status & stops) === 0 && (program.subchannelStatus & ~channel.pci) === 0;
}

/** Where the next command is; the status modifier skips one CCW. */
export function followingCcw(program: ChannelProgram, status: number): number {
  return program.at + ((status & unit.statusModifier) !== 0 ? 16 : 8);
}

/** Unit check, status modifier and channel end together ask for the command once more. */
export function asksForRetry(status: number): boolean {
  const retry = unit.unitCheck | unit.statusModifier | unit.channelEnd;
  return (status & retry) === retry;
}
