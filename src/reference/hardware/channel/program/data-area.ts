import { ccwFlag, midawFlag } from '../../../../architecture/ccw';
import { orbMask } from '../../../../architecture/orb';
import type { ChannelProgram } from './program';
import { fetchFrame, programCheck } from './storage-access';

/** How a CCW designates its data area. */
type Designation = 'direct' | 'idaw' | 'midaw';

/** Bytes that an IDAW covers. */
export function idawBlock(program: ChannelProgram): number {
  if (!program.allows(orbMask.format2Idaws)) return 2048;
  return program.allows(orbMask.idawBlocks2K) ? 2048 : 4096;
}

export const idawLength = (program: ChannelProgram): 4 | 8 => (program.allows(orbMask.format2Idaws) ? 8 : 4);

/** A further IDAW begins a block, or ends one where the data goes backward. */
export function continuesBlock(address: number, block: number, backward: boolean): boolean {
  return (backward ? address + 1 : address) % block === 0;
}

/** Conditions of one MIDAW. */
export interface Midaw {
  readonly at: number;
  readonly reserved: boolean;
  readonly flags: number;
  readonly count: number;
  readonly address: number;
  /** What is left of the count of the CCW. */
  readonly left: number;
}

export type MidawCheck = (midaw: Midaw) => boolean;
export const midawReserved: MidawCheck = ({ reserved }) => reserved;
export const midawZeroCount: MidawCheck = ({ count }) => count === 0;
export const midawTooLong: MidawCheck = ({ count, left }) => count > left;
export const midawCrossesPage: MidawCheck = ({ address, count, flags }) =>
  (flags & midawFlag.skip) === 0 && (address % 4096) + count > 4096;
/** Source: Hercules channel.c, fact sheet 5.8. */
export const midawChecks: readonly MidawCheck[] = [midawReserved, midawZeroCount, midawTooLong, midawCrossesPage];

/** The data area of the CCW in control, a piece at a time; a piece does not cross a frame. */
export class DataArea {
  /** The lowest address of the piece, its length, and whether its bytes are passed over. */
  address = 0;
  length = 0;
  skipped = false;
  #kind: Designation = 'direct';
  #backward = false;
  /** Next address, and what is left under the same word. */
  #next = 0;
  #left = 0;
  #list = 0;
  #listStart = 0;
  #last = false;
  #entries = 0;
  #remaining = 0;

  constructor(readonly program: ChannelProgram) {}

  /** The area of the CCW in control. Nothing is fetched yet. */
  begin(backward: boolean): void {
    const { program } = this;
    this.#backward = backward;
    this.skipped = false;
    this.#kind = program.has(ccwFlag.indirect) ? 'idaw' : program.has(ccwFlag.modifiedIndirect) ? 'midaw' : 'direct';
    this.#next = program.dataAddress;
    this.#list = program.dataAddress;
    this.#listStart = program.dataAddress;
    this.#entries = 0;
    this.#last = false;
    this.#remaining = program.count;
    this.#left = this.#kind === 'direct' ? program.count : 0;
  }

  /**
   * The next piece of at most so many bytes.
   * @throws ChannelCheck when what designates it is not valid; where the piece is in storage is not looked at
   */
  take(most: number): void {
    if (this.#left === 0) {
      if (this.#kind === 'idaw') this.#takeIdaw();
      else this.#takeMidaw();
    }
    const inFrame = this.#backward ? (this.#next % 4096) + 1 : 4096 - (this.#next % 4096);
    this.length = Math.min(most, this.#left, this.skipped ? this.#left : inFrame);
    this.address = this.#backward ? this.#next - this.length + 1 : this.#next;
    this.#next += this.#backward ? -this.length : this.length;
    this.#left -= this.length;
    this.#remaining -= this.length;
    if (this.#kind === 'idaw' && this.length === most) this.program.behaviour.lastIdawUsed(this.program, this.#list);
  }

  get isDirect(): boolean {
    return this.#kind === 'direct';
  }

  #takeIdaw(): void {
    const { program } = this;
    const { behaviour } = program;
    const length = behaviour.idawLength(program);
    const block = behaviour.idawBlock(program);
    if (!behaviour.idawListAligned(this.#list, length) || !behaviour.isAddressable(program, this.#list))
      throw programCheck(program);
    const high = this.#word(this.#list);
    let address = high;
    if (length === 8) address = high * 0x100000000 + this.#word(this.#list + 4);
    else if (!behaviour.idawIsValid(high)) throw programCheck(program);
    if (this.#entries > 0 && !behaviour.continuesBlock(address, block, this.#backward)) throw programCheck(program);
    this.#list += length;
    this.#entries += 1;
    this.#next = address;
    this.#left = this.#backward ? (address % block) + 1 : block - (address % block);
  }

  #word(address: number): number {
    const frame = fetchFrame(this.program, address);
    return this.program.prefetched.word(address) ?? frame.getUint32(address % 4096);
  }

  #takeMidaw(): void {
    const { program } = this;
    const at = this.#list;
    const crosses = Math.floor(at / 4096) !== Math.floor(this.#listStart / 4096);
    if (at % 16 !== 0 || crosses || this.#last || this.#backward || !program.behaviour.isAddressable(program, at))
      throw programCheck(program);
    const view = fetchFrame(program, at);
    const offset = at % 4096;
    const flags = view.getUint8(offset + 5);
    const midaw: Midaw = {
      at,
      reserved: view.getUint32(offset) !== 0 || view.getUint8(offset + 4) !== 0 || (flags & 0x3f) !== 0,
      flags,
      count: view.getUint16(offset + 6),
      address: view.getUint32(offset + 8) * 0x100000000 + view.getUint32(offset + 12),
      left: this.#remaining,
    };
    for (const check of program.behaviour.midawChecks) if (check(midaw)) throw programCheck(program);
    this.#last = (flags & midawFlag.last) !== 0;
    this.skipped = program.behaviour.midawSkips(flags);
    this.#list += 16;
    this.#next = midaw.address;
    this.#left = midaw.count;
  }
}

export const midawSkips = (flags: number): boolean => (flags & midawFlag.skip) !== 0;
export const idawListAligned = (list: number, length: number): boolean => list % length === 0;
/** Bit 0 of a format-1 IDAW is zero. */
export const idawIsValid = (word: number): boolean => word < 0x80000000;
