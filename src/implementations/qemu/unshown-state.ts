import { cpuStateOffset } from '../../architecture/cpu-state';
import type { CpuRegisters } from './cpu-registers';
import type { HiddenCode } from './hidden-code';

interface Part {
  readonly offset: number;
  readonly length: number;
}

const prefixPart = { offset: cpuStateOffset.prefix, length: 4 };
const todProgrammable = { offset: 0x124, length: 4 };
const cpuTimer = { offset: cpuStateOffset.cpuTimer, length: 8 };
const comparator = { offset: cpuStateOffset.clockComparator + 1, length: 7 };
const parts: readonly Part[] = [prefixPart, todProgrammable, cpuTimer, comparator];

/** Where the instructions below put things, from where general register 3 points to. */
const at = {
  prefix: 0x000,
  cpuTimer: 0x008,
  comparator: 0x010,
  clock: 0x018,
  fpc: 0x028,
  ar: 0x040,
  cr: 0x080,
  fpr: 0x100,
};
const changedCr0 = 0x180;

const operand = (offset: number): string => (0x3000 + offset).toString(16);

const storeControl = [
  `b211${operand(at.prefix)}`, // STPX
  `9b0f${operand(at.ar)}`, // STAM 0,15
  `eb0f${operand(at.cr)}0025`, // STCTG 0,15
];

/** Prefix, access and control registers: what most questions are about. */
const controlOnly = Buffer.from(storeControl.join(''), 'hex');

const everything = Buffer.from(
  [
    ...storeControl,
    `b209${operand(at.cpuTimer)}`, // STPT
    `b207${operand(at.comparator)}`, // STCKC
    `b278${operand(at.clock)}`, // STCKE
    `d207${operand(changedCr0)}${operand(at.cr)}`, // MVC: CR0 again, with the AFP-register control on
    `9604${operand(changedCr0 + 5)}`, // OI
    `eb00${operand(changedCr0)}002f`, // LCTLG 0,0
    ...Array.from({ length: 16 }, (_, n) => `60${n.toString(16)}0${operand(at.fpr + n * 8)}`), // STD
    `b29c${operand(at.fpc)}`, // STFPC
    `eb00${operand(at.cr)}002f`, // LCTLG 0,0
  ].join(''),
  'hex',
);

const setters = new Map<Part, { readonly code: string; readonly trailing: number }>([
  [prefixPart, { code: 'b2103000', trailing: 0 }], // SPX
  [todProgrammable, { code: '580030000107', trailing: 0 }], // L 0; SCKPF
  [cpuTimer, { code: 'b2083000', trailing: 0 }], // SPT
  [comparator, { code: 'b2063000', trailing: 1 }], // SCKC
]);

/** The ranges of the CPU state that only the longer program stores: floating point and clocks. */
const seldom: readonly Part[] = [
  { offset: cpuStateOffset.fpr(0), length: 128 },
  { offset: cpuStateOffset.fpc, length: 4 },
  todProgrammable,
  cpuTimer,
  comparator,
];

/** Beyond so many single questions, running the instructions above costs less. */
const manyQuestions = 40;

/**
 * The parts of the CPU state that the gdb stub of QEMU 7.2 does not show, by instructions that store and set them.
 * All but the CPU timer are remembered until an instruction runs that can change them.
 */
export class UnshownState {
  private readonly image = Buffer.alloc(512);
  private known = false;
  private prefixKnown = true;
  private timerKnown = false;
  private asked: Buffer | undefined;

  constructor(
    private readonly hidden: HiddenCode,
    private readonly registers: CpuRegisters,
    private readonly storageSize: number,
  ) {}

  /** The prefix, asked for if needed. */
  async prefix(): Promise<number> {
    if (!this.prefixKnown) await this.refresh(controlOnly);
    return this.image.readUInt32BE(cpuStateOffset.prefix);
  }

  /** Something runs: the CPU timer goes on. */
  passTime(): void {
    this.timerKnown = false;
  }

  /** Asks for these parts in the next exchange, if instructions are the cheapest way to read them. `take` comes after it. */
  queueReads(wanted: readonly Part[]): boolean {
    const questions = wanted.reduce((sum, { offset, length }) => sum + this.registers.questions(offset, length), 0);
    if (questions <= manyQuestions) return false;
    this.asked = programFor(wanted);
    this.hidden.queueRun(this.asked);
    return true;
  }

  /** Takes what was asked for. */
  take(): void {
    if (this.asked !== undefined) this.learn(this.hidden.finish(), this.asked);
    this.asked = undefined;
  }

  /** An instruction runs that can change this state. */
  forget(): void {
    this.known = false;
    this.prefixKnown = false;
  }

  /** Reads a part of the whole CPU state, shown by the stub or not. */
  async read(offset: number, length: number): Promise<Buffer> {
    const wanted = parts.filter((part) => overlaps(part, offset, length));
    const isKnown = (part: Part) =>
      part === prefixPart ? this.prefixKnown : this.known && (part !== cpuTimer || this.timerKnown);
    if (!wanted.every(isKnown) || this.registers.questions(offset, length) > manyQuestions)
      await this.refresh(programFor([{ offset, length }]));
    const bytes = await this.registers.read(offset, length);
    for (const part of wanted) {
      const from = Math.max(part.offset, offset);
      const to = Math.min(part.offset + part.length, offset + length);
      this.image.copy(bytes, from - offset, from, to);
    }
    return bytes;
  }

  async write(offset: number, bytes: Uint8Array): Promise<void> {
    await this.registers.write(offset, bytes);
    for (const [part, { code, trailing }] of setters) {
      if (!overlaps(part, offset, bytes.length)) continue;
      await this.refresh(everything);
      const wanted = Buffer.from(this.image.subarray(part.offset, part.offset + part.length));
      const before = Buffer.from(wanted);
      const from = Math.max(part.offset, offset);
      const to = Math.min(part.offset + part.length, offset + bytes.length);
      wanted.set(bytes.subarray(from - offset, to - offset), from - part.offset);
      if (wanted.equals(before)) continue;
      if (part === prefixPart) this.checkPrefix(wanted.readUInt32BE());
      await this.hidden.run(Buffer.from(code, 'hex'), Buffer.concat([wanted, Buffer.alloc(trailing)]));
      this.forget();
    }
  }

  private checkPrefix(prefix: number): void {
    if ((prefix & 0x7fffe000) + 0x2000 > this.storageSize)
      throw new RangeError(`prefix ${prefix.toString(16)}: outside storage`);
  }

  private async refresh(program: Buffer): Promise<void> {
    this.learn(await this.hidden.run(program), program);
  }

  private learn(stored: Buffer, program: Buffer): void {
    stored.copy(this.image, prefixPart.offset, at.prefix, at.prefix + 4);
    this.registers.learn(cpuStateOffset.ar(0), stored.subarray(at.ar, at.ar + 64));
    this.registers.learn(cpuStateOffset.cr(0), stored.subarray(at.cr, at.cr + 128));
    this.prefixKnown = true;
    if (program === controlOnly) return;
    stored.copy(this.image, cpuTimer.offset, at.cpuTimer, at.cpuTimer + 8);
    stored.copy(this.image, comparator.offset, at.comparator, at.comparator + 7);
    // The last two bytes of STCKE are the programmable field.
    stored.copy(this.image, todProgrammable.offset + 2, at.clock + 14, at.clock + 16);
    this.registers.learn(cpuStateOffset.fpc, stored.subarray(at.fpc, at.fpc + 4));
    this.registers.learn(cpuStateOffset.fpr(0), stored.subarray(at.fpr, at.fpr + 128));
    this.known = true;
    this.timerKnown = true;
  }
}

function programFor(wanted: readonly Part[]): Buffer {
  const needsAll = wanted.some(({ offset, length }) => seldom.some((part) => overlaps(part, offset, length)));
  return needsAll ? everything : controlOnly;
}

function overlaps(part: Part, offset: number, length: number): boolean {
  return part.offset < offset + length && part.offset + part.length > offset;
}
