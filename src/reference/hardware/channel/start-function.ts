import { orbMask } from '../../../architecture/orb';
import { subchannelStatus as channel, scswMask as scsw, deviceStatus as unit } from '../../../architecture/scsw';
import type { ChannelDevice } from './devices/device';
import { type Orb, orbPaths } from './orb';
import { ChannelProgram } from './program/program';
import { type ProgramEnd, runProgram } from './program/run';
import { makePending, presentDeviceEnd, presentInsteadOfStart } from './status';
import type { Subchannel } from './subchannel';
import type { ChannelSubsystem } from './subsystem';
import type { Pause, Work } from './work';

/** The path that a start uses: the first logical, available one that works; 0 where there is none. */
export function selectPath(subchannel: Subchannel): number {
  const usable = subchannel.logicalPaths & subchannel.pathsAvailable & subchannel.pathsOperational;
  for (let mask = 0x80; mask > 0; mask >>= 1) if ((usable & mask) !== 0) return mask;
  return 0;
}

/** The device has accepted the first command. With initial-status request that is a status of its own. */
export function acceptFirst(program: ChannelProgram, immediate: boolean): void {
  const { subchannel } = program;
  subchannel.off(scsw.startPending);
  subchannel.on(scsw.subchannelActive | scsw.deviceActive);
  if (!program.allows(orbMask.initialStatus) || immediate || program.ignoresPci) return;
  subchannel.on(scsw.zero);
  subchannel.ccwAddress = program.at + 8;
  subchannel.deviceStatus = 0;
  subchannel.subchannelStatus = program.subchannelStatus;
  makePending(program.css, subchannel, scsw.intermediate);
}

/** A CCW with the PCI flag takes control. */
export function pciTakesControl(program: ChannelProgram): void {
  const { subchannel } = program;
  program.subchannelStatus |= channel.pci;
  subchannel.off(scsw.startPending);
  subchannel.on(scsw.subchannelActive | scsw.deviceActive);
  subchannel.ccwAddress = program.at + 8;
  subchannel.deviceStatus = 0;
  subchannel.subchannelStatus = program.subchannelStatus;
  makePending(program.css, subchannel, scsw.intermediate);
}

/** Waits for the device and its path. @returns the device, unless something else was presented */
function* reachDevice(css: ChannelSubsystem, subchannel: Subchannel, orb: Orb): Reaching {
  const { behaviour } = css;
  const { device } = subchannel;
  const path = behaviour.selectPath(subchannel);
  if (device === undefined || device.notOperational || path === 0) {
    behaviour.presentNotOperational(css, subchannel, device?.notOperational === true ? orbPaths(orb) : 0);
    return undefined;
  }
  // The device end of what it did before comes in place of the start.
  const late = device.finishing ? unit.deviceEnd : undefined;
  // A device that is busy, or has not ended what it did before, is waited for.
  while (behaviour.waitsFor(device)) yield 'waits';
  const early = late ?? device.unsolicited.shift();
  subchannel.lastPathUsed = path;
  if (early === undefined) return device;
  presentInsteadOfStart(css, subchannel, early);
  return undefined;
}

type Reaching = Generator<Pause, ChannelDevice | undefined, undefined>;

export const waitsFor = (device: ChannelDevice): boolean => device.busy || device.finishing;

/** The start function of a subchannel, step by step. */
export function* startFunction(css: ChannelSubsystem, subchannel: Subchannel): Work {
  const { orb } = subchannel;
  if (orb === undefined) return;
  const device = yield* reachDevice(css, subchannel, orb);
  if (device === undefined) return;
  const program = new ChannelProgram(css, subchannel, orb);
  subchannel.program = program;
  const end = yield* runProgram(program, device);
  subchannel.program = undefined;
  yield 'goes on';
  css.behaviour.presentEnd(css, subchannel, { ...end, deviceStatus: device.endChain(end.deviceStatus) });
  if (subchannel.has(scsw.secondary)) return;
  yield* untilDeviceEnd(device);
  presentDeviceEnd(css, subchannel);
}

/** Channel end has been presented; device end comes when the device has it. */
function* untilDeviceEnd(device: ChannelDevice): Work {
  device.finishing = true;
  while (device.finishing) yield 'waits';
  yield 'goes on';
}

/**
 * The program of IPL. Its end makes no status pending; it is given to `ended`, and nothing where there is no device to ask.
 */
export function* initialProgramLoad(
  css: ChannelSubsystem,
  subchannel: Subchannel,
  orb: Orb,
  ended: (end: ProgramEnd | undefined) => void,
): Work {
  const { device } = subchannel;
  if (device === undefined || device.notOperational || subchannel.pathsAvailable === 0) {
    ended(undefined);
    return;
  }
  while (css.behaviour.waitsFor(device)) yield 'waits';
  const program = new ChannelProgram(css, subchannel, orb, css.behaviour.loadIgnoresPci);
  const end = yield* runProgram(program, device, true);
  let deviceStatus = device.endChain(end.deviceStatus);
  if ((deviceStatus & (unit.channelEnd | unit.deviceEnd)) === unit.channelEnd) {
    yield* untilDeviceEnd(device);
    deviceStatus |= unit.deviceEnd;
  }
  css.behaviour.loadEnded(css, subchannel);
  ended({ ...end, deviceStatus });
}
