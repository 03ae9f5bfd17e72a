import type { ChannelBehaviour } from '../../hardware/channel/behaviour';
import type { SubchannelInstruction } from '../../hardware/channel/condition-codes';
import { type State, stateOf } from '../../hardware/channel/condition-codes';
import type { DasdBehaviour } from '../../hardware/channel/devices/dasd/behaviour';
import { type Fault, kernelBehaves } from '../fault';

/** Replaces behaviours of the channel subsystem by wrong ones. */
export const channel = (change: (right: ChannelBehaviour) => Partial<ChannelBehaviour>): Fault['apply'] =>
  kernelBehaves('channel', change);

/** Replaces behaviours of the disk. */
export const dasd = (change: (right: DasdBehaviour) => Partial<DasdBehaviour>): Fault['apply'] =>
  channel((right) => ({ dasd: { ...right.dasd, ...change(right.dasd) } }));

/** Another condition code for an instruction in some states. A subchannel that is not there can only have another code than 0. */
export const coded = (
  instruction: SubchannelInstruction,
  code: 0 | 1 | 2 | 3,
  ...states: readonly State[]
): Fault['apply'] =>
  channel((right) => ({
    conditionCode: (one, subchannel) =>
      one === instruction && states.includes(stateOf(subchannel)) ? code : right.conditionCode(one, subchannel),
  }));

/** A list without some of its members. */
export const missing = <Member>(list: readonly Member[], ...members: readonly Member[]): readonly Member[] =>
  list.filter((one) => !members.includes(one));
