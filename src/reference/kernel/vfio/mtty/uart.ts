/** Registers of a 16550 by offset; offset 0 and 1 are the divisor while LCR bit 7 is on. Source: PC16550D data sheet. */
const register = { data: 0, ier: 1, fcr: 2, lcr: 3, mcr: 4, lsr: 5, msr: 6, scratch: 7 } as const;
export const registerCount = 8;
export const fifoSize = 16;

const ier = { received: 1, empty: 2, line: 4, modem: 8 } as const;
const iir = { none: 1, empty: 2, received: 4, line: 6 } as const;
const fcr = { enable: 1, clear: 6 } as const;
const mcr = { dtr: 1, rts: 2, out2: 8 } as const;
const lsr = { ready: 1, overrun: 2, idle: 0x60 } as const;
/** Clear to send, data set ready, data carrier detect. */
const modemReady = 0xb0;
const dlab = 0x80;
/** Bytes that raise the interrupt, by bits 6 and 7 of FCR. */
export const triggerLevels: readonly number[] = [1, 4, 8, 14];

/** A 16550 whose transmitter is wired to its receiver, as samples/vfio-mdev/mtty.c has it. */
export class Uart {
  readonly registers = new Uint8Array(registerCount);
  readonly fifo = new Uint8Array(fifoSize);
  head = 0;
  tail = 0;
  count = 0;
  divisor = 0;
  overrun = false;
  fifoControl = 0;
  capacity = fifoSize;
  trigger = 1;

  constructor(private readonly interrupt: () => void) {}

  get divisorLatch(): boolean {
    return (this.registers[register.lcr]! & dlab) !== 0;
  }

  #interrupts(reason: number): void {
    if ((this.registers[register.ier]! & reason) !== 0) this.interrupt();
  }

  clearFifo(): void {
    this.fifo.fill(0);
    this.head = 0;
    this.tail = 0;
    this.count = 0;
  }

  #transmit(byte: number): void {
    if (this.count >= this.capacity) {
      this.overrun = true;
      this.#interrupts(ier.line);
      return;
    }
    this.fifo[this.head] = byte;
    this.head = (this.head + 1) % fifoSize;
    this.count += 1;
    if (this.count === this.trigger) this.#interrupts(ier.received);
  }

  #receive(): number {
    const byte = this.count === 0 ? 0 : this.fifo[this.tail]!;
    if (this.count > 0) {
      this.tail = (this.tail + 1) % fifoSize;
      this.count -= 1;
    }
    if (this.count === 0) this.#interrupts(ier.empty);
    return byte;
  }

  write(offset: number, byte: number): void {
    switch (offset) {
      case register.data:
        if (this.divisorLatch) this.divisor = (this.divisor & 0xff00) | byte;
        else this.#transmit(byte);
        return;
      case register.ier:
        if (this.divisorLatch) this.divisor = (this.divisor & 0xff) | (byte << 8);
        else {
          this.registers[register.ier] = byte;
          if (this.count === 0) this.#interrupts(ier.empty);
        }
        return;
      case register.fcr:
        this.fifoControl = byte;
        if ((byte & fcr.clear) !== 0) this.clearFifo();
        this.capacity = (byte & fcr.enable) === 0 ? 1 : fifoSize;
        this.trigger = (byte & fcr.enable) === 0 ? 1 : triggerLevels[byte >> 6]!;
        return;
      case register.mcr:
        this.registers[register.mcr] = byte;
        if ((byte & (mcr.out2 | mcr.rts | mcr.dtr)) !== 0) this.#interrupts(ier.modem);
        return;
      case register.lcr:
      case register.scratch:
        this.registers[offset] = byte;
        return;
      default:
        return;
    }
  }

  /** @param effects whether reading may change anything */
  read(offset: number, effects = true): number {
    switch (offset) {
      case register.data:
        if (this.divisorLatch) return this.divisor & 0xff;
        if (effects) return this.#receive();
        return this.count === 0 ? 0 : this.fifo[this.tail]!;
      case register.ier:
        return this.divisorLatch ? this.divisor >> 8 : this.registers[register.ier]! & 0xf;
      case register.fcr:
        return this.#identification() | 0xc0;
      case register.lsr: {
        const idle = this.count === 0 ? lsr.idle : lsr.ready;
        return idle | (this.overrun ? lsr.overrun : 0);
      }
      case register.msr:
        return modemReady;
      default:
        return this.registers[offset] ?? 0;
    }
  }

  #identification(): number {
    const enabled = this.registers[register.ier]!;
    if ((enabled & ier.line) !== 0 && this.overrun) return iir.line;
    if ((enabled & ier.received) !== 0 && this.count >= this.trigger) return iir.received;
    if ((enabled & ier.empty) !== 0 && this.count === 0) return iir.empty;
    if ((enabled & ier.modem) !== 0 && (this.registers[register.mcr]! & (mcr.rts | mcr.dtr)) !== 0) return 0;
    return iir.none;
  }

  reset(): void {
    this.registers.fill(0);
    this.clearFifo();
    this.divisor = 0;
    this.overrun = false;
    this.fifoControl = 0;
    this.capacity = fifoSize;
    this.trigger = 1;
  }
}
