import { deviceStatus as unit } from '../../../architecture/scsw';
import type { Storage } from '../../storage/storage';
import type { ProgramEnd } from './program/run';

/** Normal end; status modifier does no harm. Nothing is what comes from a device that is not there. Source: GA22-7000-4. */
export function loadSucceeded(end: ProgramEnd | undefined): boolean {
  if (end === undefined) return false;
  const { deviceStatus, subchannelStatus } = end;
  return (deviceStatus & ~unit.statusModifier) === (unit.channelEnd | unit.deviceEnd) && subchannelStatus === 0;
}

/**
 * The 8-byte PSW at absolute 0 as a PSW of 16 bytes. Bit 12 says that it is a short one; it is zero in the long one.
 * @returns mask and address, or nothing where it is no short PSW
 */
export function loadedPsw(storage: Storage): { readonly mask: bigint; readonly address: bigint } | undefined {
  const { view } = storage.frame(0);
  const high = view.getUint32(0);
  const low = view.getUint32(4);
  if ((high & 0x00080000) === 0) return undefined;
  const mask = (BigInt((high & ~0x00080000) >>> 0) << 32n) | BigInt((low & 0x80000000) >>> 0);
  return { mask, address: BigInt(low & 0x7fffffff) };
}

/** Which subchannel the program came from, and zeros where an interruption has its parameter. */
export function storeLoadIdentification(storage: Storage, identification: number): void {
  const { view } = storage.frameToStore(0);
  view.setUint32(0xb8, identification);
  view.setUint32(0xbc, 0);
}
