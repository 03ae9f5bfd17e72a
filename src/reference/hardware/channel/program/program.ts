import { orbMask } from '../../../../architecture/orb';
import type { ChannelBehaviour } from '../behaviour';
import { type Orb, orbKey } from '../orb';
import type { Subchannel } from '../subchannel';
import type { ChannelSubsystem } from '../subsystem';
import { Prefetched } from './prefetched';

/** A channel program on its way: the CCW in control and what the program has come to. Addresses are absolute. */
export class ChannelProgram {
  /** Address of the CCW in control, and its fields. */
  at = 0;
  code = 0;
  flags = 0;
  count = 0;
  dataAddress = 0;
  /** The CCW supplies another area for the operation of the one before. */
  dataChained = false;
  /** Bytes of the CCW in control that have not moved. */
  residual = 0;
  /** PCI that has not been collected, and what else ended up in the subchannel status. */
  subchannelStatus = 0;
  /** Transfers in channel towards lower addresses since data moved last. */
  backwardTransfers = 0;
  readonly key: number;
  readonly format1: boolean;
  /** Where CCWs, lists of addresses and direct data end. */
  readonly limit: number;
  readonly prefetched: Prefetched;
  readonly behaviour: ChannelBehaviour;

  constructor(
    readonly css: ChannelSubsystem,
    readonly subchannel: Subchannel,
    readonly orb: Orb,
    /** PCI flags are not looked at: the program of IPL. */
    readonly ignoresPci = false,
  ) {
    this.behaviour = css.behaviour;
    this.key = orbKey(orb);
    this.format1 = this.allows(orbMask.format);
    this.limit = this.format1 ? 0x80000000 : 0x1000000;
    this.prefetched = new Prefetched(css.prefetch, this);
  }

  /** A control of the ORB is on. */
  allows(mask: number): boolean {
    return (this.orb.controls & mask) !== 0;
  }

  has(flag: number): boolean {
    return (this.flags & flag) !== 0;
  }
}
