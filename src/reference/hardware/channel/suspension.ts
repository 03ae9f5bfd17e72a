import { ccwFlag } from '../../../architecture/ccw';
import { orbMask } from '../../../architecture/orb';
import { subchannelStatus as channel, scswMask as scsw } from '../../../architecture/scsw';
import type { ChannelProgram } from './program/program';
import { makePending } from './status';

/** A PCI flag beside the suspend flag is looked at when the program is suspended. Source: GA22-7000-10, Hercules channel.c. */
export function pciOfSuspended(program: ChannelProgram): boolean {
  return program.has(ccwFlag.pci) && !program.ignoresPci;
}

export function suppressesSuspended(program: ChannelProgram): boolean {
  return program.allows(orbMask.suppressSuspended);
}

/** The program stops in front of the CCW in control. */
export function suspend(program: ChannelProgram): void {
  const { subchannel, behaviour, css } = program;
  subchannel.off(scsw.startPending | scsw.resumePending | scsw.subchannelActive | scsw.deviceActive);
  subchannel.on(scsw.suspended);
  subchannel.ccwAddress = program.at + 8;
  subchannel.deviceStatus = 0;
  const pci = behaviour.pciOfSuspended(program);
  if (pci) program.subchannelStatus |= channel.pci;
  subchannel.subchannelStatus = program.subchannelStatus;
  if (pci || !behaviour.suppressesSuspended(program)) makePending(css, subchannel, scsw.intermediate);
}

export function resume({ subchannel }: ChannelProgram): void {
  subchannel.off(scsw.resumePending | scsw.suspended);
  subchannel.on(scsw.subchannelActive | scsw.deviceActive);
}
