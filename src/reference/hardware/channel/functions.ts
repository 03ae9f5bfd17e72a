import { pmcwExtraMask, pmcwMask } from '../../../architecture/schib';
import { scswMask as scsw, scswPart } from '../../../architecture/scsw';
import type { InterruptionQueue } from './interruption-queue';
import { type Orb, orbPaths } from './orb';
import type { ProgramEnd } from './program/run';
import { initialProgramLoad, startFunction } from './start-function';
import { makePending } from './status';
import type { Subchannel } from './subchannel';
import type { ChannelSubsystem } from './subsystem';

/** What the ORB says and the SCSW repeats, at the same place: key, S, F, P, I, A, U. */
export const repeatedControls = 0xf8f80000;

/** What an accepted START SUBCHANNEL does at once; the rest is work for later steps. */
export function startEffects(subchannel: Subchannel, orb: Orb): void {
  subchannel.parameter = orb.parameter;
  subchannel.logicalPaths = orbPaths(orb);
  subchannel.pathsNotOperational = 0;
  subchannel.status = (subchannel.status & scsw.deviceActive) | (orb.controls & repeatedControls);
  subchannel.on(scsw.startFunction | scsw.startPending);
}

export function start(css: ChannelSubsystem, subchannel: Subchannel, orb: Orb): void {
  css.behaviour.startEffects(subchannel, orb);
  subchannel.orb = orb;
  subchannel.work = startFunction(css, subchannel);
  css.measurement.countStart(subchannel);
  css.wake(subchannel);
}

/**
 * Starts the program of IPL, on whatever the subchannel is: key 0, format-0 CCWs, no prefetching, all paths.
 * @param ended is given how it ended; nothing where the device cannot be asked
 */
export function load(
  css: ChannelSubsystem,
  subchannel: Subchannel,
  ended: (end: ProgramEnd | undefined) => void,
): void {
  const orb: Orb = { parameter: 0, controls: css.behaviour.loadControls, programAddress: 0 };
  css.behaviour.startEffects(subchannel, orb);
  subchannel.orb = orb;
  subchannel.work = initialProgramLoad(css, subchannel, orb, ended);
  css.wake(subchannel);
}

/** HALT SUBCHANNEL: intermediate status of an active program is dropped. */
export function haltEffects(css: ChannelSubsystem, subchannel: Subchannel): void {
  const control = subchannel.status & scswPart.status;
  if (control === (scsw.intermediate | scsw.pending) && subchannel.has(scsw.subchannelActive | scsw.deviceActive)) {
    subchannel.off(scswPart.status);
    css.interruptions.withdraw(subchannel);
  }
  subchannel.on(scsw.haltFunction | scsw.haltPending);
}

export function halt(css: ChannelSubsystem, subchannel: Subchannel): void {
  css.behaviour.haltEffects(css, subchannel);
  css.wake(subchannel);
}

/** The halt signal is sent: an active device ends with channel end and device end, another one has nothing to end. */
export function performHalt(css: ChannelSubsystem, subchannel: Subchannel): void {
  const active = subchannel.has(scsw.subchannelActive | scsw.deviceActive);
  subchannel.work = undefined;
  subchannel.off(scsw.haltPending | scsw.subchannelActive | scsw.deviceActive);
  const { device, program } = subchannel;
  device?.halt();
  subchannel.program = undefined;
  subchannel.deviceStatus = 0;
  subchannel.subchannelStatus = 0;
  if (active) {
    subchannel.deviceStatus = css.behaviour.haltedDeviceStatus;
    subchannel.count = program?.residual ?? 0;
    if (program !== undefined) subchannel.ccwAddress = program.at + 8;
    css.behaviour.storeSense(subchannel);
    makePending(css, subchannel, scsw.primary | scsw.secondary);
  } else makePending(css, subchannel, 0);
}

/** CLEAR SUBCHANNEL: whatever there was is gone. */
export function clearEffects(css: ChannelSubsystem, subchannel: Subchannel): void {
  css.interruptions.withdraw(subchannel);
  subchannel.work = undefined;
  subchannel.program = undefined;
  subchannel.off(0xffff & ~(scsw.subchannelActive | scsw.deviceActive | scsw.suspended));
  subchannel.off(scsw.pathNotOperational);
  subchannel.on(scsw.clearFunction | scsw.clearPending);
}

export function clear(css: ChannelSubsystem, subchannel: Subchannel): void {
  css.behaviour.clearEffects(css, subchannel);
  css.wake(subchannel);
}

/** The clear signal is sent: a selective reset of the device. */
export function performClear(css: ChannelSubsystem, subchannel: Subchannel): void {
  subchannel.pathsOperational = 0xff;
  subchannel.pathsNotOperational = 0;
  subchannel.lastPathUsed = 0;
  subchannel.device?.clear();
  subchannel.status = scsw.clearFunction;
  subchannel.ccwAddress = 0;
  subchannel.deviceStatus = 0;
  subchannel.subchannelStatus = 0;
  subchannel.count = 0;
  subchannel.extended.fill(0);
  makePending(css, subchannel, 0);
}

/** CANCEL SUBCHANNEL: a start that has not begun, or is suspended, never was. */
export function cancel(_css: ChannelSubsystem, subchannel: Subchannel): void {
  subchannel.work = undefined;
  subchannel.program = undefined;
  subchannel.off(scsw.startFunction | scsw.startPending | scsw.resumePending | scsw.suspended);
}

export function resumeSubchannel(css: ChannelSubsystem, subchannel: Subchannel): void {
  subchannel.on(scsw.resumePending);
  css.measurement.countStart(subchannel);
  css.wake(subchannel);
}

/** What MODIFY SUBCHANNEL changes, in the halfword of flags and in word 6. */
export const modified = {
  flags:
    pmcwMask.subclass |
    pmcwMask.enabled |
    pmcwMask.limitMode |
    pmcwMask.blockUpdate |
    pmcwMask.connectTime |
    pmcwMask.multipath,
  extra: pmcwExtraMask.measurementFormat | pmcwExtraMask.concurrentSense,
} as const;

/** @param from the SCHIB of the operand, whose form is right */
export function modify(subchannel: Subchannel, from: DataView): void {
  subchannel.parameter = from.getUint32(0);
  subchannel.flags = (subchannel.flags & ~modified.flags) | (from.getUint16(4) & modified.flags);
  subchannel.logicalPaths = from.getUint8(8);
  subchannel.view.setUint16(12, from.getUint16(12));
  subchannel.pathsOperational = from.getUint8(14);
  subchannel.extra = ((subchannel.extra & ~modified.extra) | (from.getUint32(24) & modified.extra)) >>> 0;
  subchannel.view.setBigUint64(40, from.getBigUint64(40));
}

/** What TEST SUBCHANNEL does with a status that it has stored: it is collected, and so is its interruption. */
export function collect(css: ChannelSubsystem, subchannel: Subchannel): void {
  css.behaviour.clearTested(subchannel);
  if (css.behaviour.withdrawsTested) css.interruptions.withdraw(subchannel);
  css.wake(subchannel);
}

/** The SCHIB as STORE SUBCHANNEL shows it. */
export function storedSchib(subchannel: Subchannel): Uint8Array {
  return subchannel.schib;
}

/** @param mask control register 6, bits 32-63 */
export function pendingFor(css: ChannelSubsystem, mask: number): ReturnType<InterruptionQueue['first']> {
  return css.interruptions.first(mask);
}
