import { cpuState, cpuStateOffset } from '../../architecture/cpu-state';
import { type InterruptionClass, interruptionPsws } from '../../architecture/lowcore';
import { frameSize } from '../../architecture/storage-key';
import type { Ending } from '../../contract/entries';
import { MachineFailed } from '../../contract/judgement';
import {
  classes,
  clockOffset,
  codePageLength,
  comparatorOffset,
  donePsw,
  endingOffset,
  entryOf,
  keyCountOffset,
  keyTableOffset,
  mostKeys,
  pswOf,
  quietMask,
  stateOffset,
  storedLength,
} from './code-page';
import type { Console } from './console';
import { lookAt, operandAddress } from './instruction';
import { Keys } from './keys';
import { perMask, takeEventOut, withoutPer, withPer } from './per-event';
import { meetsPrefixAreas, prefixed } from './prefixing';
import { halfFrame, Storage } from './storage';
import { restored, type Substitution } from './substitution';

/** The machine cannot do this: a typed answer, no error. */
export class CannotDo extends Error {
  override readonly name = 'CannotDo';
}

const enabled = (1n << 57n) | (1n << 56n) | (1n << 50n);
const datBit = 1n << 58n;
const perBit = 1n << 62n;
const waitBit = 1n << 49n;
const referenceAndChange = 0x06;
const quiet: readonly InterruptionClass[] = ['restart', 'supervisor-call', 'program'];
const disabledWait =
  /HHCCP011I CPU0000: Disabled wait state[\s\S]*?PSW=([0-9A-F]{8}) ([0-9A-F]{8}) ([0-9A-F]{16})|HHCCP016I.*/;

/** The CPU and storage of one Hercules. The state of the CPU is kept here; it is in Hercules only while a unit runs. */
export class Guest {
  readonly storage: Storage;
  readonly keys: Keys;
  /** As in the contract. */
  readonly state = Buffer.alloc(cpuState.size);
  pendingPossible = false;
  /** What the code page has, so that only what differs is written. */
  private placed: Buffer = Buffer.alloc(storedLength);

  constructor(
    readonly console: Console,
    size: number,
    private readonly page: number,
  ) {
    this.storage = new Storage(console, size);
    this.keys = new Keys(this.storage);
  }

  /** Learns the state after the reset that a start is. The code page is in place. */
  async begin(): Promise<void> {
    await this.run(this.page + entryOf('restart'));
    await this.stored();
    // What the entry has put into general register 0 comes after they were stored; the PSW is that of a reset.
    this.state.fill(0, cpuStateOffset.psw, cpuStateOffset.psw + 16);
  }

  /** One unit of operation. */
  async unit(): Promise<Ending> {
    const mask = this.state.readBigUInt64BE(cpuStateOffset.psw);
    if (mask & waitBit) {
      if (mask & enabled) throw new CannotDo('a CPU that waits enabled for interruptions');
      return 'wait';
    }
    if (mask & perBit) throw new CannotDo('program-event recording: the adapter uses it itself');
    const prefix = this.prefixOf(this.state);
    const instruction = await this.instruction(mask, prefix);
    const prefixes = [prefix, ...(await this.loadedPrefix(instruction, mask, prefix))];
    const operand = this.loadedPsw(instruction, mask, prefix);
    for (const area of prefixes) await this.keys.touch(area, halfFrame);
    if (operand !== undefined) await this.keys.touch(operand, 1);
    const areas = await this.storage.readAll([
      ...prefixes.map((start) => ({ start, length: halfFrame })),
      ...(operand === undefined ? [] : [{ start: operand, length: 1 }]),
    ]);
    const substitutions = prefixes.flatMap((start, index) => this.newPsws(start, areas[index]!, mask));
    if (operand !== undefined) {
      const original = areas.at(-1)!;
      if (original[0]! & perMask) throw new CannotDo('a PSW that switches program-event recording on');
      substitutions.push({ start: operand, original, substitute: Uint8Array.of(original[0]! | perMask) });
    }
    for (const { start, substitute } of substitutions) this.storage.write(start, substitute);
    await this.place(prefix);
    const found = await this.run(this.page);
    if (!found) throw new MachineFailed('protocol', 'the unit of operation did not end', this.console.details());
    const before = Buffer.from(this.state);
    const stored = await this.stored();
    this.pendingPossible ||= lookAt(instruction).makesPending;
    return this.finish(stored, before, substitutions, new Map(prefixes.map((start, index) => [start, areas[index]!])));
  }

  private async finish(
    name: InterruptionClass,
    before: Buffer,
    substitutions: readonly Substitution[],
    areas: ReadonlyMap<number, Buffer>,
  ): Promise<Ending> {
    this.keys.forget();
    withoutPer(this.state, before);
    const prefix = this.prefixOf(this.state);
    const { contents: now, halfKeys: halves } = await this.storage.look(
      [
        ...[...areas.keys()].map((start) => ({ start, length: halfFrame })),
        ...substitutions.map(({ start, original }) => ({ start, length: original.length })),
      ],
      [...areas.keys()],
    );
    for (const { start } of substitutions) if (!areas.has(start - (start % frameSize))) await this.keys.touch(start, 1);
    for (const [index, substitution] of substitutions.entries()) {
      const content = restored(substitution, now[areas.size + index]!);
      this.storage.write(substitution.start, content);
      const area = [...areas.keys()].findIndex(
        (start) => start <= substitution.start && substitution.start < start + halfFrame,
      );
      if (area >= 0) now[area]!.set(content, substitution.start - [...areas.keys()][area]!);
    }
    const area = now[[...areas.keys()].indexOf(prefix)];
    const old = areas.get(prefix);
    if (area === undefined || old === undefined) throw new CannotDo('another change of the prefix than by SPX');
    const changed = Buffer.from(area);
    const { old: oldPsw, new: newPsw } = interruptionPsws[name];
    changed[oldPsw]! &= ~perMask;
    const interrupted = Buffer.from(changed.subarray(oldPsw, oldPsw + 16));
    const completed = name === 'program' && takeEventOut(changed, old);
    const psw = completed ? interrupted : changed.subarray(newPsw, newPsw + 16);
    psw.copy(this.state, cpuStateOffset.psw);
    for (let at = 0; at < halfFrame; at += 32) {
      const line = changed.subarray(at, at + 32);
      if (!line.equals(area.subarray(at, at + 32))) this.storage.write(prefix + at, line);
    }
    for (const [index, start] of [...areas.keys()].entries()) {
      const [first, second] = halves[index]!;
      const same = (start === prefix ? changed : now[index]!).equals(areas.get(start)!);
      // The end of a unit refers to and changes the first half: what the instruction did there shows in its content.
      const seen = completed || start !== prefix ? (same ? 0 : referenceAndChange) : first;
      this.keys.write(start, second | (seen & referenceAndChange));
    }
    return completed ? 'completed' : name;
  }

  private prefixOf(state: Buffer): number {
    const prefix = state.readUInt32BE(cpuStateOffset.prefix) & 0x7fffe000;
    if (!this.storage.holds(prefix, 2 * frameSize))
      throw new RangeError(`prefix ${prefix.toString(16)}: outside storage`);
    if (meetsPrefixAreas(this.page, codePageLength, prefix)) throw new CannotDo('a prefix where the adapter works');
    return prefix;
  }

  /** Real, as the CPU addresses it while DAT is off. */
  private absolute(address: bigint, length: number, prefix: number): number | undefined {
    if (address + BigInt(length) > BigInt(this.storage.size)) return undefined;
    return prefixed(Number(address), prefix);
  }

  /** Its first four bytes, zeros where they cannot be had: then the instruction is none of those to be prepared for. */
  private async instruction(mask: bigint, prefix: number): Promise<Buffer> {
    const none = Buffer.alloc(4);
    if (mask & datBit) return none;
    const at = this.absolute(this.state.readBigUInt64BE(cpuStateOffset.psw + 8), 4, prefix);
    return at === undefined || at % 2 !== 0 ? none : this.storage.read(at, 4);
  }

  private async loadedPrefix(instruction: Buffer, mask: bigint, prefix: number): Promise<number[]> {
    if (!lookAt(instruction).changesPrefix) return [];
    const address = operandAddress(instruction, this.state, cpuStateOffset.gr(0), mask);
    const at = address % 4n === 0n ? this.absolute(address, 4, prefix) : undefined;
    if (at === undefined) return [];
    const next = (await this.storage.read(at, 4)).readUInt32BE() & 0x7fffe000;
    if (next === prefix || !this.storage.holds(next, 2 * frameSize)) return [];
    if (meetsPrefixAreas(this.page, codePageLength, next)) throw new CannotDo('a prefix where the adapter works');
    return [next];
  }

  private loadedPsw(instruction: Buffer, mask: bigint, prefix: number): number | undefined {
    if (!lookAt(instruction).loadsPsw) return undefined;
    const address = operandAddress(instruction, this.state, cpuStateOffset.gr(0), mask);
    return address % 8n === 0n ? this.absolute(address, 16, prefix) : undefined;
  }

  private newPsws(start: number, area: Buffer, mask: bigint): Substitution[] {
    const guestPsw = Buffer.from(this.state.subarray(cpuStateOffset.psw, cpuStateOffset.psw + 16));
    guestPsw[0]! |= perMask;
    return classes
      .filter((name) => quiet.includes(name) || (mask & enabled) !== 0n)
      .map((name) => {
        const at = interruptionPsws[name].new;
        return {
          start: start + at,
          original: Buffer.from(area.subarray(at, at + 16)),
          substitute: name === 'restart' ? guestPsw : pswOf(quietMask, this.page + entryOf(name)),
        };
      });
  }

  /** State and keys, for the prologue. */
  private async place(prefix: number): Promise<void> {
    const keys = this.keys.take();
    if (keys.length > mostKeys) throw new CannotDo(`${keys.length} storage keys at once`);
    const wanted = Buffer.from(this.placed);
    withPer(this.state).copy(wanted);
    this.state.copy(wanted, comparatorOffset - stateOffset, 0x131, 0x138);
    wanted[comparatorOffset - stateOffset + 7] = 0;
    wanted.writeUInt32BE(keys.length, keyCountOffset - stateOffset);
    for (let at = 0; at < wanted.length; at += 32) {
      const line = wanted.subarray(at, at + 32);
      if (!line.equals(this.placed.subarray(at, at + 32))) this.storage.write(this.page + stateOffset + at, line);
    }
    const table = Buffer.alloc(keys.length * 8);
    for (const [index, [frame, key]] of keys.entries()) {
      table.writeUInt32BE(prefixed(frame, prefix), index * 8);
      table.writeUInt32BE(key, index * 8 + 4);
    }
    this.storage.write(this.page + keyTableOffset, table);
  }

  /** Lets the CPU run from an address in the code page on until it waits. */
  private async run(address: number): Promise<boolean> {
    this.console.queue(`psw sm=00 pk=0 cmwp=0 as=pri cc=0 pm=0 am=64 ia=${address.toString(16)}`);
    this.console.queue('start');
    const { found } = await this.console.until(disabledWait);
    return found.slice(1).join('').toLowerCase() === donePsw.toString('hex');
  }

  private async stored(): Promise<InterruptionClass> {
    let stored: Buffer;
    // The message comes shortly before the CPU is stopped; a start in between would be lost.
    do {
      this.console.queue('ipending');
      stored = await this.storage.read(this.page + stateOffset, storedLength);
    } while (!/state STOPPED/.test(this.console.said));
    this.learn(stored);
    return classes[stored.readUInt32BE(endingOffset - stateOffset)]!;
  }

  private learn(stored: Buffer): void {
    this.placed = stored;
    stored.copy(this.state, 0, 0, cpuState.size);
    stored.copy(this.state, 0x126, clockOffset - stateOffset + 14, clockOffset - stateOffset + 16);
    stored.copy(this.state, 0x131, comparatorOffset - stateOffset, comparatorOffset - stateOffset + 7);
    this.storage.prefix = this.state.readUInt32BE(cpuStateOffset.prefix) & 0x7fffe000;
  }
}
