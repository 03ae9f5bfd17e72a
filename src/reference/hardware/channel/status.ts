import {
  subchannelStatus as channel,
  scswMask as scsw,
  scswPart,
  deviceStatus as unit,
} from '../../../architecture/scsw';
import type { ProgramEnd } from './program/run';
import type { Subchannel } from './subchannel';
import type { ChannelSubsystem } from './subsystem';

/** Device status that is nothing to be alarmed about. */
const ordinary = unit.channelEnd | unit.deviceEnd | unit.statusModifier;

export function isAlert(deviceStatus: number, subchannelStatus: number): boolean {
  return (deviceStatus & ~ordinary) !== 0 || (subchannelStatus & ~channel.pci) !== 0;
}

/** Status control at the end of a program. */
export function endingControl({ deviceStatus, subchannelStatus }: ProgramEnd): number {
  if (isAlert(deviceStatus, subchannelStatus)) return scsw.alert | scsw.primary | scsw.secondary;
  return (deviceStatus & unit.deviceEnd) !== 0 ? scsw.primary | scsw.secondary : scsw.primary;
}

/** The subchannel becomes status pending, or has more to tell. */
export function makePending(css: ChannelSubsystem, subchannel: Subchannel, control: number): void {
  subchannel.on(control | scsw.pending);
  css.interruptions.post(subchannel);
}

/** Presents the end of a channel program. */
export function presentEnd(css: ChannelSubsystem, subchannel: Subchannel, end: ProgramEnd): void {
  const control = css.behaviour.endingControl(end);
  subchannel.off(scsw.startPending | scsw.resumePending | scsw.suspended | scsw.subchannelActive);
  // Intermediate status that nobody has collected stays beside the end, but not beside an alert.
  if ((control & scsw.alert) !== 0) subchannel.off(scsw.intermediate);
  if ((control & scsw.secondary) !== 0) subchannel.off(scsw.deviceActive);
  subchannel.off(scsw.deferredCode);
  subchannel.on(end.deferredCode << 24);
  subchannel.ccwAddress = end.ccwAddress;
  subchannel.deviceStatus = end.deviceStatus;
  subchannel.subchannelStatus = end.subchannelStatus;
  subchannel.count = end.residual;
  css.behaviour.storeSense(subchannel);
  makePending(css, subchannel, control);
}

/** The device end that comes after the channel end. */
export function presentDeviceEnd(css: ChannelSubsystem, subchannel: Subchannel): void {
  const merged = subchannel.has(scsw.pending);
  subchannel.deviceStatus = (merged ? subchannel.deviceStatus : 0) | unit.deviceEnd;
  if (!merged) subchannel.subchannelStatus = 0;
  subchannel.off(scsw.deviceActive);
  makePending(css, subchannel, scsw.secondary);
}

/** Status that no start function asked for. */
export function presentUnsolicited(css: ChannelSubsystem, subchannel: Subchannel, status: number): void {
  subchannel.off(scsw.deferredCode);
  subchannel.deviceStatus = status;
  subchannel.subchannelStatus = 0;
  makePending(css, subchannel, scsw.alert);
}

/** No path to the device: deferred condition code 3. The start stays pending until the status is collected. */
export function presentNotOperational(css: ChannelSubsystem, subchannel: Subchannel, paths: number): void {
  subchannel.pathsNotOperational = subchannel.pathsNotOperational | paths;
  subchannel.on(scsw.deferredCode | scsw.pathNotOperational);
  subchannel.deviceStatus = 0;
  subchannel.subchannelStatus = 0;
  makePending(css, subchannel, scsw.alert);
}

/** Status before the first command was accepted: deferred condition code 1. */
export function presentInsteadOfStart(css: ChannelSubsystem, subchannel: Subchannel, status: number): void {
  subchannel.off(scsw.startPending | scsw.deviceActive | scsw.deferredCode);
  subchannel.on(0x01000000);
  subchannel.deviceStatus = status;
  subchannel.subchannelStatus = 0;
  makePending(css, subchannel, scsw.alert | scsw.primary | scsw.secondary);
}

/** Concurrent sense: with unit check the sense data goes into the extended-control word and leaves the device. */
export function storeSense(subchannel: Subchannel): void {
  const { device } = subchannel;
  subchannel.off(scsw.extendedControl);
  subchannel.extended.fill(0);
  subchannel.extended[1] = subchannel.lastPathUsed;
  if (device === undefined || !subchannel.concurrentSense || (subchannel.deviceStatus & unit.unitCheck) === 0) return;
  const data = device.takeSense();
  subchannel.on(scsw.extendedControl);
  new DataView(subchannel.extended.buffer).setUint32(4, concurrentSenseWord | (data.length << 16));
  subchannel.extended.set(data, 20);
}

/** The extended-report word says that the extended-control word holds sense data. */
const concurrentSenseWord = 0x01000000;

/** The interruption-response block as it stands. */
export function responseBlock(subchannel: Subchannel): Uint8Array {
  const block = new Uint8Array(64);
  block.set(subchannel.schib.subarray(28, 40));
  block.set(subchannel.extended, 12);
  return block;
}

/**
 * What TEST SUBCHANNEL takes away with a status.
 * Source: z/Architecture TEST SUBCHANNEL, as in Hercules channel.c and QEMU css.c; fact sheet 4.4.
 */
export function clearTested(subchannel: Subchannel): void {
  const { status } = subchannel;
  const pendings = scsw.resumePending | scsw.startPending | scsw.haltPending | scsw.clearPending;
  const control = status & scswPart.status;
  if (control !== (scsw.intermediate | scsw.pending)) {
    subchannel.off(scswPart.functions | pendings | scsw.suspended | scsw.pathNotOperational | scsw.qdioActive);
  } else {
    subchannel.off(scsw.zero);
    const suspended = (status & scsw.suspended) !== 0;
    const halted = (status & scsw.haltFunction) !== 0;
    if (suspended && halted) subchannel.off(scswPart.functions);
    if (suspended && (status & scsw.startFunction) !== 0) {
      subchannel.off(scsw.pathNotOperational);
      subchannel.off(halted ? pendings | scsw.suspended : scsw.resumePending);
    }
  }
  if (subchannel.program !== undefined) subchannel.program.subchannelStatus &= ~channel.pci;
  subchannel.off(scswPart.status | scsw.extendedControl);
  subchannel.extended.fill(0);
  subchannel.subchannelStatus = 0;
}
