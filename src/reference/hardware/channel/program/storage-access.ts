import { subchannelStatus } from '../../../../architecture/scsw';
import type { Storage } from '../../../storage/storage';
import { ChannelCheck } from './check';
import type { ChannelProgram } from './program';

/** Whether the subchannel key may make the access. Neither overrides nor low-address protection exist for the channel. */
export function keyAllows(key: number, storageKey: number, store: boolean): boolean {
  return key === 0 || key === storageKey >>> 4 || (!store && (storageKey & 0x08) === 0);
}

export function recordFetch(storage: Storage, absolute: number): void {
  const key = storage.key(absolute);
  if ((key & 0x04) === 0) storage.setKey(absolute, key | 0x04);
}

export function recordStore(storage: Storage, absolute: number): void {
  const key = storage.key(absolute);
  if ((key & 0x06) !== 0x06) storage.setKey(absolute, key | 0x06);
}

/** Whether the whole program may be at an address: in storage and within reach of the format. */
export function isAddressable(program: ChannelProgram, address: number): boolean {
  return address < program.limit && program.css.storage.has(address);
}

/** Address-limit checking of the ORB, by the limit mode of the subchannel: 1 is from the limit on, 2 is below it. */
export function withinLimit(program: ChannelProgram, address: number): boolean {
  const { limitMode } = program.subchannel;
  if (limitMode === 1) return address >= program.css.addressLimit;
  return limitMode !== 2 || address < program.css.addressLimit;
}

export function programCheck(program: ChannelProgram): ChannelCheck {
  return new ChannelCheck(subchannelStatus.programCheck, program.at + 8);
}

export function protectionCheck(program: ChannelProgram): ChannelCheck {
  return new ChannelCheck(subchannelStatus.protectionCheck, program.at + 8);
}

/** Checks the key of the frame for a fetch and records it. */
export function fetchFrame(program: ChannelProgram, absolute: number): DataView {
  const { storage } = program.css;
  if (!program.behaviour.ccwKeyAllows(program.key, storage.key(absolute), false)) throw protectionCheck(program);
  program.behaviour.recordFetch(storage, absolute);
  return storage.frame(absolute).view;
}
