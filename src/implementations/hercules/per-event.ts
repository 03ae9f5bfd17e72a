import { cpuStateOffset } from '../../architecture/cpu-state';
import { interruptionPsws } from '../../architecture/lowcore';

/**
 * A program event for the fetch of every instruction ends a unit of operation: after the first instruction the CPU
 * takes a program interruption, before the next is fetched.
 */
export const perMask = 0x40;
const perCode = 0x80;
const control = { offset: cpuStateOffset.cr(9), length: 24 };
/** CR9: instruction fetching; CR10 and CR11: everywhere. */
const everyFetch = Buffer.from('0000000040000000' + '0000000000000000' + 'ffffffffffffffff', 'hex');

/** The state with which a unit is begun. */
export function withPer(state: Uint8Array): Buffer {
  const changed = Buffer.from(state);
  everyFetch.copy(changed, control.offset);
  return changed;
}

/** Gives control registers 9-11 back, unless the instruction has loaded others. */
export function withoutPer(state: Buffer, before: Uint8Array): void {
  if (state.subarray(control.offset, control.offset + control.length).equals(everyFetch))
    state.set(before.subarray(control.offset, control.offset + control.length), control.offset);
}

const code = 0x8e;
/** Real addresses that the event stores into beside another program interruption: code, address, access id. */
const beside = [
  [0x96, 10],
  [0xa1, 1],
] as const;
/** Further ones of an interruption for the event alone: length code and code, breaking event, old PSW. */
const alone = [[0x8c, 4], ...beside, [0x110, 8], [interruptionPsws.program.old, 16]] as const;

/**
 * Takes the event out of the first storage locations after a program interruption.
 * @param area real 0 onwards, changed in place
 * @returns whether the event was the only reason
 */
export function takeEventOut(area: Buffer, before: Uint8Array): boolean {
  const reasons = area.readUInt16BE(code);
  if (!(reasons & perCode)) return false;
  const only = (reasons & ~perCode) === 0;
  area.writeUInt16BE(reasons & ~perCode, code);
  for (const [start, length] of only ? alone : beside) area.set(before.subarray(start, start + length), start);
  return only;
}
