import { type InterruptionClass, interruptionPsws } from '../../architecture/lowcore';
import type { AbsoluteStorage } from './absolute-storage';
import { waitBit } from './cpu-registers';

const classes = Object.entries(interruptionPsws) as [InterruptionClass, { old: number; new: number }][];
const first = interruptionPsws.restart.old;
const length = interruptionPsws['input-output'].new + 16 - first;

/** Bit 0 of a PSW is always zero. */
const markBit = 0x80;

export interface Taken {
  readonly interruption: InterruptionClass;
  /** The new PSW has the wait bit. */
  readonly waits: boolean;
}

/**
 * Tells which interruption, if any, an instruction ended with: the PSW is the new PSW of its class and the old PSW of
 * its class was stored. For the length of one step
 * - the wait bit is taken out of the new PSWs: a CPU that waits in QEMU does not come back;
 * - an old PSW that already looks like the one to be stored is marked, so that storing it again is seen.
 */
export class InterruptionWatch {
  private readonly before: Buffer;
  /** Bytes changed for the length of the step: address, what was there, what was put there. */
  private readonly altered: { address: number; original: number; temporary: number }[] = [];

  constructor(
    private readonly storage: AbsoluteStorage,
    private readonly prefix: number,
    pswAddress: bigint,
  ) {
    this.before = storage.read(prefix + first, length);
    for (const [, at] of classes) {
      const maskByte = this.before[at.new - first + waitBit.byte]!;
      if (maskByte & waitBit.mask) this.alter(at.new + waitBit.byte, maskByte, maskByte & ~waitBit.mask);
      const ahead = BigInt.asUintN(64, this.before.readBigUInt64BE(at.old - first + 8) - pswAddress);
      if (ahead <= 6n) {
        const marked = this.before[at.old - first]! ^ markBit;
        this.alter(at.old, this.before[at.old - first]!, marked);
        this.before[at.old - first] = marked;
      }
    }
  }

  private alter(real: number, original: number, temporary: number): void {
    const address = this.prefix + real;
    this.storage.write(address, Uint8Array.of(temporary));
    this.altered.push({ address, original, temporary });
  }

  /** The interruption that led to this PSW. */
  taken(psw: Uint8Array): Taken | undefined {
    let now: Buffer | undefined;
    for (const [interruption, at] of classes) {
      if (this.before.compare(psw, 8, 16, at.new - first + 8, at.new - first + 16) !== 0) continue;
      now ??= this.storage.read(this.prefix + first, length);
      if (this.before.compare(now, at.old - first, at.old - first + 16, at.old - first, at.old - first + 16) === 0)
        continue;
      return { interruption, waits: (this.before[at.new - first + waitBit.byte]! & waitBit.mask) !== 0 };
    }
    return undefined;
  }

  /** The new PSW of a class as it was before the step, with its wait bit. */
  newPswOf(interruption: InterruptionClass): Buffer {
    const at = interruptionPsws[interruption].new - first;
    return Buffer.from(this.before.subarray(at, at + 16));
  }

  /** Replaces the old PSW that an interruption stored. */
  replaceOldPsw(interruption: InterruptionClass, psw: Uint8Array): void {
    this.storage.write(this.prefix + interruptionPsws[interruption].old, psw);
  }

  /** Undoes what was altered, except where the instruction itself has stored. */
  restore(): void {
    for (const { address, original, temporary } of this.altered)
      if (this.storage.read(address, 1)[0] === temporary) this.storage.write(address, Uint8Array.of(original));
  }
}
