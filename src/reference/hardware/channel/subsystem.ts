import { pmcwMask } from '../../../architecture/schib';
import { scswMask as scsw, scswPart } from '../../../architecture/scsw';
import type { Cpu } from '../../cpu/cpu';
import type { Storage } from '../../storage/storage';
import type { ChannelBehaviour } from './behaviour';
import { ChannelReports, reportError, reportSource } from './channel-reports';
import type { ChannelDevice } from './devices/device';
import { InterruptionQueue } from './interruption-queue';
import { Measurement } from './measurement';
import type { PrefetchPolicy } from './program/prefetched';
import { presentDeviceEnd } from './status';
import { Subchannel } from './subchannel';

/** Where a device is plugged in. */
export interface Place {
  readonly set: number;
  readonly deviceNumber: number;
  /** Paths installed, and the channel path of the first of them; the others follow. */
  readonly paths: number;
  readonly channelPath: number;
  /** The subchannel exists and no device is there. */
  readonly notValid?: boolean;
}

/** The channel subsystem: subchannels in four sets, and what makes them work. Nothing happens outside `step`. */
export class ChannelSubsystem {
  readonly subchannels: readonly Subchannel[][] = [[], [], [], []];
  readonly interruptions: InterruptionQueue;
  readonly reports: ChannelReports;
  readonly measurement: Measurement;
  /** Set by SET ADDRESS LIMIT. */
  addressLimit = 0;
  /** Subchannel sets 1-3 can be used. */
  multipleSets = false;
  /** Subsystem identifications may name a channel subsystem. */
  multipleSubsystems = false;
  prefetch: PrefetchPolicy;
  /** MIDAWs are installed. */
  midaws = true;
  /** Channel paths on their way through a reset. */
  readonly resets = new Set<number>();
  readonly #working = new Set<Subchannel>();

  constructor(
    readonly behaviour: ChannelBehaviour,
    readonly storage: Storage,
    cpus: readonly Cpu[],
  ) {
    this.prefetch = behaviour.prefetch;
    this.interruptions = new InterruptionQueue(cpus, behaviour);
    this.reports = new ChannelReports(this.interruptions);
    this.measurement = new Measurement(this);
  }

  plug(place: Place, device: ChannelDevice | undefined): Subchannel {
    const set = this.subchannels[place.set]!;
    const subchannel = new Subchannel(place.set, set.length);
    set.push(subchannel);
    subchannel.device = device;
    subchannel.flags = place.notValid === true ? 0 : pmcwMask.valid;
    subchannel.deviceNumber = place.deviceNumber;
    subchannel.pathsInstalled = place.paths;
    subchannel.pathsAvailable = place.paths;
    for (let index = 0, id = place.channelPath; index < 8; index += 1)
      if ((place.paths & (0x80 >> index)) !== 0) {
        subchannel.setChannelPath(index, id);
        id += 1;
      }
    this.resetSubchannel(subchannel);
    if (device !== undefined) {
      device.wake = () => this.wake(subchannel);
      device.traits = this.behaviour.deviceTraits;
    }
    return subchannel;
  }

  /** The subchannel of a subsystem-identification word whose form is right. */
  find(identification: number): Subchannel | undefined {
    return this.subchannels[(identification >>> 17) & 3]![identification & 0xffff];
  }

  /** A subchannel has something to do in the next step. */
  wake(subchannel: Subchannel): void {
    this.#working.add(subchannel);
  }

  get isWorking(): boolean {
    return this.#working.size > 0 || this.resets.size > 0;
  }

  /** Every subchannel that has something to do does one step of it. */
  step(): void {
    for (const id of this.resets) this.#finishReset(id);
    if (this.#working.size === 1) {
      for (const subchannel of this.#working) this.#advance(subchannel);
      return;
    }
    for (const subchannel of [...this.#working]) this.#advance(subchannel);
  }

  #advance(subchannel: Subchannel): void {
    if (!this.#stepOf(subchannel)) this.#working.delete(subchannel);
  }

  /** @returns whether there is a next step */
  #stepOf(subchannel: Subchannel): boolean {
    const { behaviour } = this;
    if (subchannel.has(scsw.clearPending)) behaviour.performClear(this, subchannel);
    else if (subchannel.has(scsw.haltPending)) behaviour.performHalt(this, subchannel);
    else if (subchannel.work !== undefined) {
      const { done, value } = subchannel.work.next();
      if (done === true) subchannel.work = undefined;
      else return value === 'goes on';
    } else this.#presentUnsolicited(subchannel);
    return false;
  }

  /** A subchannel that is not enabled, or busy with a function or a status, leaves it to the device. */
  #presentUnsolicited(subchannel: Subchannel): void {
    const { device } = subchannel;
    if (device === undefined || !subchannel.isEnabled || subchannel.has(scswPart.functions | scsw.pending)) return;
    if (device.finishing === false && subchannel.has(scsw.deviceActive)) {
      presentDeviceEnd(this, subchannel);
      return;
    }
    const status = device.unsolicited.shift();
    if (status !== undefined) this.behaviour.presentUnsolicited(this, subchannel, status);
  }

  #finishReset(id: number): void {
    this.resets.delete(id);
    this.behaviour.reportPathReset(this, id);
  }

  reportPath(id: number, error: number, wasAskedFor: boolean): void {
    this.reports.report(reportSource.channelPath, error, id, wasAskedFor);
  }

  /** Whether a channel path leads to some subchannel. */
  hasPath(id: number): boolean {
    return this.subchannels.some((set) => set.some((subchannel) => subchannel.pathMask(id) !== 0));
  }

  /** Paths of a device fail, or work again; a channel report tells of each. */
  switchPaths(device: ChannelDevice, paths: number, working: boolean): void {
    for (const set of this.subchannels)
      for (const subchannel of set) {
        if (subchannel.device !== device) continue;
        const changed = subchannel.pathsInstalled & paths;
        subchannel.pathsAvailable = working
          ? subchannel.pathsAvailable | changed
          : subchannel.pathsAvailable & ~changed;
        for (let index = 0; index < 8; index += 1)
          if ((changed & (0x80 >> index)) !== 0)
            this.reportPath(
              subchannel.channelPath(index),
              working ? reportError.initialized : reportError.permanentError,
              false,
            );
      }
  }

  /** Subsystem reset of one subchannel. Source: QEMU css.c css_reset_sch; fact sheet CSS-95. */
  resetSubchannel(subchannel: Subchannel): void {
    subchannel.work = undefined;
    subchannel.orb = undefined;
    subchannel.program = undefined;
    subchannel.extended.fill(0);
    this.interruptions.withdraw(subchannel);
    this.#working.delete(subchannel);
    subchannel.device?.clear();
    this.behaviour.resetSchib(subchannel);
  }

  /** Subsystem reset. */
  reset(): void {
    for (const set of this.subchannels) for (const subchannel of set) this.resetSubchannel(subchannel);
    this.interruptions.reset();
    this.reports.reset();
    this.measurement.reset();
    this.resets.clear();
    this.addressLimit = 0;
    this.multipleSets = false;
    this.multipleSubsystems = false;
  }
}

export function reportPathReset(css: ChannelSubsystem, id: number): void {
  css.reportPath(id, reportError.initialized, true);
}

/** What a reset leaves of the SCHIB. */
export function resetSchib(subchannel: Subchannel): void {
  subchannel.parameter = 0;
  subchannel.flags = subchannel.flags & (pmcwMask.valid | pmcwMask.timing);
  subchannel.logicalPaths = subchannel.pathsInstalled;
  subchannel.pathsNotOperational = 0;
  subchannel.lastPathUsed = 0;
  subchannel.view.setUint16(12, 0);
  subchannel.pathsOperational = 0xff;
  subchannel.extra = 0;
  subchannel.schib.fill(0, 28);
}
