import { orbMask } from '../../../architecture/orb';
import { subchannelStatus as channel, scswMask as scsw } from '../../../architecture/scsw';
import type { ChannelDevice } from './devices/device';
import { orbPaths } from './orb';
import { ChannelProgram } from './program/program';
import { runProgram } from './program/run';
import { makePending, presentDeviceEnd, presentInsteadOfStart, presentNotOperational } from './status';
import type { Subchannel } from './subchannel';
import type { ChannelSubsystem } from './subsystem';
import type { Work } from './work';

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

/** The start function of a subchannel, step by step. */
export function* startFunction(css: ChannelSubsystem, subchannel: Subchannel, implied = false): Work {
  const { behaviour } = css;
  const { device, orb } = subchannel;
  if (orb === undefined) return;
  const path = behaviour.selectPath(subchannel);
  if (device === undefined || device.notOperational || path === 0) {
    presentNotOperational(css, subchannel, device?.notOperational === true ? 0xff & orbPaths(orb) : 0);
    return;
  }
  yield* untilFree(css, device);
  const early = device.unsolicited.shift();
  subchannel.lastPathUsed = path;
  if (early !== undefined) {
    presentInsteadOfStart(css, subchannel, early);
    return;
  }
  const program = new ChannelProgram(css, subchannel, orb, implied);
  subchannel.program = program;
  const end = yield* runProgram(program, device, implied);
  subchannel.program = undefined;
  yield 'goes on';
  behaviour.presentEnd(css, subchannel, { ...end, deviceStatus: device.endChain(end.deviceStatus) });
  if (!subchannel.has(scsw.secondary)) yield* laterDeviceEnd(css, subchannel, device);
}

/** A device that is busy, or has not ended what it did before, is waited for. */
function* untilFree(css: ChannelSubsystem, device: ChannelDevice): Work {
  while (css.behaviour.waitsFor(device)) yield 'waits';
}

export const waitsFor = (device: ChannelDevice): boolean => device.busy || device.finishing;

function* laterDeviceEnd(css: ChannelSubsystem, subchannel: Subchannel, device: ChannelDevice): Work {
  device.finishing = true;
  while (device.finishing) yield 'waits';
  yield 'goes on';
  presentDeviceEnd(css, subchannel);
}
