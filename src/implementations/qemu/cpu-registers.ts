import { cpuStateOffset } from '../../architecture/cpu-state';
import { MachineFailed } from '../../contract/judgement';
import type { GdbClient } from './gdb-client';
import type { MappedRegister } from './register-map';

/** Byte 1 of a PSW mask holds the wait bit (14). */
export const waitBit = { byte: 1, mask: 0x02 } as const;

const pswLength = 16;
const groupLength = pswLength + 16 * 8;

/**
 * The CPU state as far as it is known without asking. A register is asked for once after each instruction at most,
 * and written only when its value differs. The PSW in the image is the true one; QEMU's copy never holds the wait
 * bit, because a CPU that waits in QEMU does not come back.
 */
export class CpuRegisters {
  private readonly image = Buffer.alloc(512);
  private readonly known: boolean[] = [];
  private readonly byOffset: readonly MappedRegister[];

  constructor(
    map: readonly MappedRegister[],
    private readonly client: GdbClient,
  ) {
    this.byOffset = [...map].sort((a, b) => a.offset - b.offset);
  }

  /** The mapped registers that share bytes with a part of the image. */
  private touched(offset: number, length: number): MappedRegister[] {
    return this.byOffset.filter(
      (register) => register.offset < offset + length && register.offset + register.length > offset,
    );
  }

  private store(register: MappedRegister, hex: string): void {
    if (hex.length !== register.length * 2)
      throw new MachineFailed('protocol', `QEMU answered "${hex}" for register ${register.number}`);
    this.image.write(hex, register.offset, 'hex');
    this.known[register.number] = true;
  }

  /** Asks for the registers of a part that are not known. */
  queueRead(offset: number, length: number): void {
    let group = false;
    for (const register of this.touched(offset, length)) {
      if (this.known[register.number]) continue;
      if (register.number >= 18) {
        this.client.queue(`p${register.number.toString(16)}`, (reply) => this.store(register, reply));
      } else if (!group) {
        group = true;
        this.queueGroup();
      }
    }
  }

  /** Asks for PSW and general registers in one packet. */
  queueGroup(): void {
    this.client.queue('g', (reply) => {
      if (reply.length !== groupLength * 2)
        throw new MachineFailed('protocol', `QEMU answered "${reply.slice(0, 40)}" for the core registers`);
      this.image.write(reply.slice(0, pswLength * 2), cpuStateOffset.psw, 'hex');
      this.image.write(reply.slice(pswLength * 2), cpuStateOffset.gr(0), 'hex');
      for (let number = 0; number < 18; number += 1) this.known[number] = true;
    });
  }

  /** A part of the image, without asking. */
  peek(offset: number, length: number): Buffer {
    return Buffer.from(this.image.subarray(offset, offset + length));
  }

  async read(offset: number, length: number): Promise<Buffer> {
    this.queueRead(offset, length);
    await this.client.exchange();
    return this.peek(offset, length);
  }

  /** Writes a part of the image; what is only partly covered is asked for first. */
  async write(offset: number, bytes: Uint8Array): Promise<void> {
    const end = offset + bytes.length;
    const registers = this.touched(offset, bytes.length);
    for (const register of registers) {
      if (register.offset < offset || register.offset + register.length > end) {
        this.queueRead(register.offset, register.length);
      }
    }
    await this.client.exchange();
    for (const register of registers) {
      const from = Math.max(register.offset, offset);
      const to = Math.min(register.offset + register.length, end);
      const after = this.peek(register.offset, register.length);
      after.set(bytes.subarray(from - offset, to - offset), from - register.offset);
      this.queueWrite(register, after);
    }
  }

  /** Writes a part that covers its registers wholly, without waiting. */
  put(offset: number, bytes: Uint8Array): void {
    for (const register of this.touched(offset, bytes.length)) {
      const at = register.offset - offset;
      this.queueWrite(register, bytes.subarray(at, at + register.length));
    }
  }

  private queueWrite(register: MappedRegister, bytes: Uint8Array): void {
    const { number, offset, length } = register;
    if (this.known[number] && this.image.compare(bytes, 0, length, offset, offset + length) === 0) return;
    this.image.set(bytes, offset);
    this.known[number] = true;
    const value = this.peek(offset, length);
    if (offset === cpuStateOffset.psw) value[waitBit.byte]! &= ~waitBit.mask;
    this.client.command(`P${number.toString(16)}=${value.toString('hex')}`);
  }

  get pswKnown(): boolean {
    return this.known[0] === true && this.known[1] === true;
  }

  get psw(): Buffer {
    return this.peek(cpuStateOffset.psw, pswLength);
  }

  /** Corrects the true PSW where QEMU's own must differ: only the wait bit. */
  restoreWaitBit(): void {
    this.image[cpuStateOffset.psw + waitBit.byte]! |= waitBit.mask;
  }

  /** An instruction ran: nothing is known any more. */
  forget(): void {
    this.known.length = 0;
  }

  /** Runs something that leaves no trace in PSW and general registers. */
  async preserving(run: () => Promise<void>): Promise<void> {
    const saved = await this.read(cpuStateOffset.gr(0), 16 * 8 + pswLength);
    await run();
    for (let number = 0; number < 18; number += 1) this.known[number] = false;
    this.put(cpuStateOffset.gr(0), saved);
  }
}
