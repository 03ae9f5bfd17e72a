import { type InterruptionClass, interruptionPsws } from '../../architecture/lowcore';
import type { AbsoluteStorage } from './absolute-storage';
import type { GdbClient } from './gdb-client';

/** PER, DAT, I/O, external, machine check, wait: what would let more happen than the load itself. */
const disturbing = (1n << 62n) | (1n << 58n) | (1n << 57n) | (1n << 56n) | (1n << 50n) | (1n << 49n);
const addressBits = { 'load-psw': 0x7fffffffn, 'load-psw-extended': 0xffffffffffffffffn } as const;

const classes = Object.keys(interruptionPsws) as InterruptionClass[];
const newPswArea = { start: interruptionPsws.restart.new, length: classes.length * 16 };

export type LoadPswKind = keyof typeof addressBits;

/**
 * LPSW and LPSWE leave QEMU's loop without stopping: a step goes on to the first instruction at the target, takes an
 * interruption or waits for ever. So they run under `continue` towards breakpoints in the hidden page. For that time
 * the operand designates a place there with everything disabled, and so does each new PSW, should the instruction end
 * with an interruption; what QEMU made of the substitute tells what it would have made of the true operand.
 */
export class LoadPsw {
  private readonly original: Buffer;
  private readonly substitute: Buffer;
  private readonly newPsws: Buffer;

  /** @param operand absolute addresses of the doublewords of the operand */
  constructor(
    private readonly kind: LoadPswKind,
    private readonly operand: readonly number[],
    private readonly storage: AbsoluteStorage,
    private readonly prefix: number,
    private readonly landing: number,
  ) {
    this.original = Buffer.concat(operand.map((address) => storage.read(address, 8)));
    this.newPsws = storage.read(prefix + newPswArea.start, newPswArea.length);
    this.substitute = Buffer.from(this.original);
    const last = this.original.length - 8;
    this.substitute.writeBigUInt64BE(
      (this.original.readBigUInt64BE(last) & ~addressBits[kind]) | BigInt(landing),
      last,
    );
    this.substitute.writeBigUInt64BE(this.substitute.readBigUInt64BE(0) & ~disturbing, 0);
  }

  /** Puts the substitutes in place. */
  apply(): void {
    for (const [index] of classes.entries()) this.substituteNewPsw(index);
    for (const [index, address] of this.operand.entries())
      this.storage.write(address, this.substitute.subarray(index * 8, index * 8 + 8));
  }

  /** The breakpoints that catch everything. QEMU 7.2 leaves bit 32 of an 8-byte PSW in the address. */
  static breakpoints(client: GdbClient, landing: number): void {
    const addresses = [landing, landing + 2 ** 31, ...classes.map((_, index) => landing + 16 * (index + 1))];
    for (const address of addresses) client.command(`Z0,${address.toString(16)},2`);
  }

  private substituteNewPsw(index: number): void {
    const psw = Buffer.from(this.newPsws.subarray(index * 16, index * 16 + 16));
    psw.writeBigUInt64BE(psw.readBigUInt64BE(0) & ~disturbing, 0);
    psw.writeBigUInt64BE(BigInt(this.landing + 16 * (index + 1)), 8);
    this.storage.write(this.prefix + newPswArea.start + index * 16, psw);
  }

  /** The PSW the true operand leads to, given the PSW after the substitute; undefined when it was not loaded. */
  loaded(psw: Buffer): Buffer | undefined {
    const moved = psw.readBigUInt64BE(8) ^ BigInt(this.landing);
    if (moved !== 0n && moved !== 1n << 31n) return undefined;
    const last = this.original.length - 8;
    const result = Buffer.alloc(16);
    result.writeBigUInt64BE(psw.readBigUInt64BE(0) | (this.original.readBigUInt64BE(0) & disturbing), 0);
    result.writeBigUInt64BE((this.original.readBigUInt64BE(last) & addressBits[this.kind]) | moved, 8);
    return result;
  }

  /** The interruption that was taken instead. */
  interruption(psw: Buffer): InterruptionClass | undefined {
    return classes[Number(psw.readBigUInt64BE(8) - BigInt(this.landing)) / 16 - 1];
  }

  /** Takes the substitutes away, except where an interruption has stored over the operand. */
  restore(): void {
    this.storage.write(this.prefix + newPswArea.start, this.newPsws);
    for (const [index, address] of this.operand.entries()) {
      const part = [index * 8, index * 8 + 8] as const;
      if (this.storage.read(address, 8).equals(this.substitute.subarray(...part)))
        this.storage.write(address, this.original.subarray(...part));
    }
  }
}
