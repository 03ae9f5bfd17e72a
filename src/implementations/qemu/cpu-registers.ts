import { cpuStateOffset } from '../../architecture/cpu-state';
import { MachineFailed } from '../../contract/judgement';
import type { GdbClient } from './gdb-client';
import type { MappedRegister } from './register-map';

/** Byte 1 of a PSW mask holds the wait bit (14). */
export const waitBit = { byte: 1, mask: 0x02 } as const;

const wordLength = 4;
const pswLength = 16;
const generalLength = 16 * 8;
/** PSW mask, PSW address and the general registers come first in every target description that is accepted. */
const coreCount = 18;

/** Extended and basic addressing: 64-bit mode. */
const mode64 = 0x0000000180000000n;

/**
 * The CPU state as far as it is known without asking. Registers are asked for at most once after each instruction;
 * what is written is sent before the CPU runs next, and only where it differs. The PSW in the image is the true one;
 * QEMU's copy never holds the wait bit, because a CPU that waits in QEMU does not come back.
 */
export class CpuRegisters {
  private readonly image = Buffer.alloc(512);
  private readonly known: boolean[] = [];
  private readonly unsent = new Set<MappedRegister>();
  /** Whether QEMU's own PSW is known to be in 64-bit mode. */
  private in64 = false;
  private coreAsked = false;
  private readonly core: readonly MappedRegister[];
  /** The register that holds each word of the image. */
  private readonly byWord: (MappedRegister | undefined)[] = [];

  constructor(
    map: readonly MappedRegister[],
    private readonly client: GdbClient,
  ) {
    this.core = map.filter(({ number }) => number < coreCount).sort((a, b) => a.number - b.number);
    for (const register of map)
      for (let at = register.offset; at < register.offset + register.length; at += wordLength)
        this.byWord[at / wordLength] = register;
  }

  /** The registers that share bytes with a part of the image. */
  private touched(offset: number, length: number): MappedRegister[] {
    const found: MappedRegister[] = [];
    for (let word = Math.floor(offset / wordLength); word * wordLength < offset + length; word += 1) {
      const register = this.byWord[word];
      if (register !== undefined && register !== found.at(-1)) found.push(register);
    }
    return found;
  }

  private unknown(offset: number, length: number): MappedRegister[] {
    return this.touched(offset, length).filter(({ number }) => !this.known[number]);
  }

  /** How many registers of a part would have to be asked for one by one. */
  questions(offset: number, length: number): number {
    return this.unknown(offset, length).filter(({ number }) => number >= coreCount).length;
  }

  /** Asks for the registers of a part that are not known. */
  queueRead(offset: number, length: number): void {
    const unknown = this.unknown(offset, length);
    if (unknown.some(({ number }) => number < coreCount)) this.queueCore();
    for (const register of unknown) {
      if (register.number < coreCount) continue;
      this.client.queue(`p${register.number.toString(16)}`, (reply) => {
        if (reply.length !== register.length * 2)
          throw new MachineFailed('protocol', `QEMU answered "${reply}" for register ${register.number}`);
        this.learn(register.offset, Buffer.from(reply, 'hex'));
      });
    }
  }

  /** Asks for PSW and general registers in one packet. */
  queueCore(): void {
    if (this.coreAsked) return;
    this.coreAsked = true;
    this.client.queue('g', (reply) => {
      this.coreAsked = false;
      if (reply.length !== (pswLength + generalLength) * 2)
        throw new MachineFailed('protocol', `QEMU answered "${reply.slice(0, 40)}" for the core registers`);
      const values = Buffer.from(reply, 'hex');
      this.learn(cpuStateOffset.psw, values.subarray(0, pswLength));
      this.learn(cpuStateOffset.gr(0), values.subarray(pswLength));
    });
  }

  /** Takes over what QEMU holds, except what is about to be sent. */
  learn(offset: number, bytes: Uint8Array): void {
    for (const register of this.touched(offset, bytes.length)) {
      if (this.unsent.has(register)) continue;
      const at = register.offset - offset;
      this.image.set(bytes.subarray(at, at + register.length), register.offset);
      this.known[register.number] = true;
      if (register.number === 0) this.in64 = (this.psw.readBigUInt64BE(0) & mode64) === mode64;
    }
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
    const partly = this.unknown(offset, bytes.length).filter(
      (register) => register.offset < offset || register.offset + register.length > end,
    );
    for (const register of partly) this.queueRead(register.offset, register.length);
    if (partly.length > 0) await this.client.exchange();
    this.put(offset, bytes);
  }

  /** Writes a part of the image; registers that are partly covered must be known. */
  put(offset: number, bytes: Uint8Array): void {
    const end = offset + bytes.length;
    for (const register of this.touched(offset, bytes.length)) {
      const from = Math.max(register.offset, offset);
      const to = Math.min(register.offset + register.length, end);
      const part = bytes.subarray(from - offset, to - offset);
      if (this.known[register.number] && this.image.compare(part, 0, part.length, from, to) === 0) continue;
      this.image.set(part, from);
      this.known[register.number] = true;
      this.unsent.add(register);
    }
  }

  /** Sends what was written; the CPU runs next. */
  flush(): void {
    this.passThroughQuietMask();
    const core = [...this.unsent].filter(({ number }) => number < coreCount);
    if (core.length > 1 && this.core.every(({ number }) => this.known[number])) {
      const values = this.core.map((register) => this.valueOf(register)).join('');
      this.client.command(`G${values}`);
      for (const register of core) this.unsent.delete(register);
    }
    for (const register of this.unsent)
      this.client.command(`P${register.number.toString(16)}=${this.valueOf(register)}`);
    this.unsent.clear();
  }

  /**
   * QEMU 10 judges a PSW whenever half of it is written: a 24-bit mask beside an address that still lies beyond 16 MiB
   * makes a specification exception pending. So the halves are changed under a 64-bit mask.
   */
  private passThroughQuietMask(): void {
    const [maskRegister, addressRegister] = this.core as [MappedRegister, MappedRegister];
    if (!this.known[0] || !(this.unsent.has(maskRegister) || this.unsent.has(addressRegister))) return;
    const is64 = (this.psw.readBigUInt64BE(0) & mode64) === mode64;
    if (!is64 || !this.in64) {
      this.client.command('P0=0000000180000000');
      if (this.unsent.has(addressRegister)) this.client.command(`P1=${this.valueOf(addressRegister)}`);
      this.unsent.add(maskRegister);
    }
    this.in64 = is64;
  }

  private valueOf({ offset, length }: MappedRegister): string {
    const value = this.peek(offset, length);
    if (offset === cpuStateOffset.psw) value[waitBit.byte]! &= ~waitBit.mask;
    return value.toString('hex');
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
    this.in64 = false;
  }

  /**
   * Sends what was written, keeps PSW and general registers in mind and lends them: QEMU gets this PSW and this general
   * register 3. All of it travels with the exchange that follows; `takeBack` comes after that.
   */
  lend(psw: Uint8Array, generalRegister3: bigint): void {
    this.flush();
    if (this.core.some(({ number }) => !this.known[number])) this.queueCore();
    const [maskRegister, addressRegister] = this.core as [MappedRegister, MappedRegister];
    const send = ({ number }: MappedRegister, hex: string) => this.client.command(`P${number.toString(16)}=${hex}`);
    send(maskRegister, Buffer.from(psw.subarray(0, 8)).toString('hex'));
    send(addressRegister, Buffer.from(psw.subarray(8, 16)).toString('hex'));
    send(this.core[5]!, generalRegister3.toString(16).padStart(16, '0'));
  }

  /** PSW and general registers are again what they were; QEMU is told before the CPU runs next. */
  takeBack(): void {
    for (const register of this.core) this.unsent.add(register);
    this.in64 = true;
  }
}
