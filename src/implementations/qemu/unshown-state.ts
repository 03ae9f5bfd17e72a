import { cpuStateOffset } from '../../architecture/cpu-state';
import type { HiddenCode } from './hidden-code';

/**
 * The parts of the CPU state that the gdb stub of QEMU 7.2 does not show, by instructions that store and set them.
 * All but the CPU timer are remembered until an instruction runs that can change them.
 */
const todProgrammableOffset = 0x124;
const todProgrammable = { offset: todProgrammableOffset, length: 4 };
const prefixPart = { offset: cpuStateOffset.prefix, length: 4 };
const cpuTimer = { offset: cpuStateOffset.cpuTimer, length: 8 };
const comparator = { offset: cpuStateOffset.clockComparator + 1, length: 7 };

const store = Buffer.from('b2113000b2093008b2073010b2783018', 'hex');
const setPrefix = 'b2103000';
const setCpuTimer = 'b2083000';
const setClockComparator = 'b2063000';
const loadAndSetTodProgrammable = '580030000107';

interface Part {
  readonly offset: number;
  readonly length: number;
}

export class UnshownState {
  private readonly image = Buffer.alloc(512);
  private known = false;
  private prefixKnown = true;

  constructor(
    private readonly hidden: HiddenCode,
    private readonly storageSize: number,
  ) {}

  /** The prefix, asked for if needed. */
  async prefix(): Promise<number> {
    if (!this.prefixKnown) await this.refresh();
    return this.image.readUInt32BE(cpuStateOffset.prefix);
  }

  /** An instruction ran that can change this state. */
  forget(): void {
    this.known = false;
    this.prefixKnown = false;
  }

  /** Puts the covered parts into `bytes`, which begin at `offset` of the CPU state. */
  async overlay(offset: number, bytes: Buffer): Promise<void> {
    const wanted = [prefixPart, todProgrammable, cpuTimer, comparator].filter((part) =>
      overlaps(part, offset, bytes.length),
    );
    if (wanted.length === 0) return;
    if (!this.known || wanted.includes(cpuTimer)) await this.refresh();
    for (const part of wanted) {
      for (
        let at = Math.max(part.offset, offset);
        at < Math.min(part.offset + part.length, offset + bytes.length);
        at++
      )
        bytes[at - offset] = this.image[at]!;
    }
  }

  async write(offset: number, bytes: Uint8Array): Promise<void> {
    await this.set(prefixPart, offset, bytes, setPrefix, 0);
    await this.set(todProgrammable, offset, bytes, loadAndSetTodProgrammable, 0);
    await this.set(cpuTimer, offset, bytes, setCpuTimer, 0);
    await this.set(comparator, offset, bytes, setClockComparator, 1);
  }

  private async set(part: Part, offset: number, bytes: Uint8Array, code: string, trailing: number): Promise<void> {
    if (!overlaps(part, offset, bytes.length)) return;
    const wanted = await this.current(part);
    const before = Buffer.from(wanted);
    for (let at = 0; at < part.length; at += 1) {
      const source = part.offset + at - offset;
      if (source >= 0 && source < bytes.length) wanted[at] = bytes[source]!;
    }
    if (part !== cpuTimer && before.equals(wanted)) return;
    if (part === prefixPart) this.checkPrefix(wanted.readUInt32BE());
    await this.hidden.run(Buffer.from(code, 'hex'), Buffer.concat([wanted, Buffer.alloc(trailing)]));
    this.forget();
  }

  private checkPrefix(prefix: number): void {
    if ((prefix & 0x7fffe000) + 0x2000 > this.storageSize)
      throw new RangeError(`prefix ${prefix.toString(16)}: outside storage`);
  }

  private async current(part: Part): Promise<Buffer> {
    await this.refresh();
    return Buffer.from(this.image.subarray(part.offset, part.offset + part.length));
  }

  private async refresh(): Promise<void> {
    const stored = await this.hidden.run(store);
    stored.copy(this.image, prefixPart.offset, 0x00, 0x04);
    stored.copy(this.image, cpuTimer.offset, 0x08, 0x10);
    stored.copy(this.image, comparator.offset, 0x10, 0x17);
    // The last two bytes of STCKE are the programmable field.
    stored.copy(this.image, todProgrammable.offset + 2, 0x26, 0x28);
    this.known = true;
    this.prefixKnown = true;
  }
}

function overlaps(part: Part, offset: number, length: number): boolean {
  return part.offset < offset + length && part.offset + part.length > offset;
}
