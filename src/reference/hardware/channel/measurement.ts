import { pmcwExtraMask, pmcwMask } from '../../../architecture/schib';
import type { Subchannel } from './subchannel';
import type { ChannelSubsystem } from './subsystem';

/** Channel measurement as SET CHANNEL MONITOR has set it. */
export class Measurement {
  blockUpdate = false;
  connectTime = false;
  key = 0;
  /** Absolute address of the first block of format 0. */
  origin = 0;

  constructor(readonly css: ChannelSubsystem) {}

  /** A start or resume function has been accepted. */
  countStart(subchannel: Subchannel): void {
    if (!this.blockUpdate || (subchannel.flags & pmcwMask.blockUpdate) === 0) return;
    this.css.behaviour.countStart(this, subchannel);
  }

  /** Adds one to a number in storage, where key and storage allow it. */
  increment(absolute: number, width: 2 | 4): void {
    const { storage, behaviour } = this.css;
    if (!storage.has(absolute) || !behaviour.keyAllows(this.key, storage.key(absolute), true)) return;
    behaviour.recordStore(storage, absolute);
    const { view } = storage.frameToStore(absolute);
    const at = absolute % 4096;
    if (width === 2) view.setUint16(at, view.getUint16(at) + 1);
    else view.setUint32(at, view.getUint32(at) + 1);
  }

  reset(): void {
    this.blockUpdate = false;
    this.connectTime = false;
    this.key = 0;
    this.origin = 0;
  }
}

/** The count of starts is the first field of the block. Source: Linux 6.12 drivers/s390/cio/cmf.c struct cmb, struct cmbe. */
export function countStart(measurement: Measurement, subchannel: Subchannel): void {
  if ((subchannel.extra & pmcwExtraMask.measurementFormat) !== 0)
    measurement.increment(Number(subchannel.measurementBlock), 4);
  else measurement.increment(measurement.origin + subchannel.measurementIndex * 32, 2);
}
