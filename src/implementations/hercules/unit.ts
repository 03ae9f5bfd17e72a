import { cpuStateOffset } from '../../architecture/cpu-state';
import { type InterruptionClass, interruptionPsws } from '../../architecture/lowcore';
import { frameSize } from '../../architecture/storage-key';
import type { Ending } from '../../contract/entries';
import { MachineFailed } from '../../contract/judgement';
import { classes, codePageLength, entryOf, pswOf, quietMask } from './code-page';
import { CannotDo, type Guest } from './guest';
import { lookAt, operandAddress } from './instruction';
import { perMask, takeEventOut, withoutPer } from './per-event';
import { meetsPrefixAreas, prefixed } from './prefixing';
import { halfFrame } from './storage';
import { restored, type Substitution } from './substitution';

const enabled = (1n << 57n) | (1n << 56n) | (1n << 50n);
const datBit = 1n << 58n;
const perBit = 1n << 62n;
const waitBit = 1n << 49n;
const referenceAndChange = 0x06;
/** Interruptions for which a PSW that enables nothing is no obstacle; the restart new PSW is how a unit begins. */
const always: readonly InterruptionClass[] = ['restart', 'supervisor-call', 'program'];

/** One unit of operation: the new PSWs of the guest make room for the adapter's while it runs. */
export class Unit {
  constructor(private readonly guest: Guest) {}

  async perform(): Promise<Ending> {
    const mask = this.guest.state.readBigUInt64BE(cpuStateOffset.psw);
    if (mask & waitBit) {
      if (mask & enabled) throw new CannotDo('a CPU that waits enabled for interruptions');
      return 'wait';
    }
    if (mask & perBit) throw new CannotDo('program-event recording: the adapter uses it itself');
    const prefix = this.guest.prefixOf(this.guest.state);
    const instruction = await this.instruction(mask, prefix);
    const prefixes = [prefix, ...(await this.loadedPrefix(instruction, mask, prefix))];
    const operand = this.loadedPsw(instruction, mask, prefix);
    for (const area of prefixes) await this.guest.keys.touch(area, halfFrame);
    if (operand !== undefined) await this.guest.keys.touch(operand, 1);
    const areas = await this.guest.storage.readAll([
      ...prefixes.map((start) => ({ start, length: halfFrame })),
      ...(operand === undefined ? [] : [{ start: operand, length: 1 }]),
    ]);
    const substitutions = prefixes.flatMap((start, index) => this.newPsws(start, areas[index]!, mask));
    if (operand !== undefined) {
      const original = areas.at(-1)!;
      if (original[0]! & perMask) throw new CannotDo('a PSW that switches program-event recording on');
      substitutions.push({ start: operand, original, substitute: Uint8Array.of(original[0]! | perMask) });
    }
    for (const { start, substitute } of substitutions) this.guest.storage.write(start, substitute);
    await this.guest.place(prefix);
    const found = await this.guest.run(this.guest.page);
    if (!found) throw new MachineFailed('protocol', 'the unit of operation did not end', this.guest.console.details());
    const before = Buffer.from(this.guest.state);
    const stored = await this.guest.stored();
    this.guest.pendingPossible ||= lookAt(instruction).makesPending;
    return this.finish(stored, before, substitutions, new Map(prefixes.map((start, index) => [start, areas[index]!])));
  }

  private async finish(
    name: InterruptionClass,
    before: Buffer,
    substitutions: readonly Substitution[],
    areas: ReadonlyMap<number, Buffer>,
  ): Promise<Ending> {
    this.guest.keys.forget();
    withoutPer(this.guest.state, before);
    const prefix = this.guest.prefixOf(this.guest.state);
    const { contents: now, halfKeys: halves } = await this.guest.storage.look(
      [
        ...[...areas.keys()].map((start) => ({ start, length: halfFrame })),
        ...substitutions.map(({ start, original }) => ({ start, length: original.length })),
      ],
      [...areas.keys()],
    );
    for (const { start } of substitutions)
      if (!areas.has(start - (start % frameSize))) await this.guest.keys.touch(start, 1);
    for (const [index, substitution] of substitutions.entries()) {
      const content = restored(substitution, now[areas.size + index]!);
      this.guest.storage.write(substitution.start, content);
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
    psw.copy(this.guest.state, cpuStateOffset.psw);
    for (let at = 0; at < halfFrame; at += 32) {
      const line = changed.subarray(at, at + 32);
      if (!line.equals(area.subarray(at, at + 32))) this.guest.storage.write(prefix + at, line);
    }
    for (const [index, start] of [...areas.keys()].entries()) {
      const [first, second] = halves[index]!;
      const same = (start === prefix ? changed : now[index]!).equals(areas.get(start)!);
      // The end of a unit refers to and changes the first half: what the instruction did there shows in its content.
      const seen = completed || start !== prefix ? (same ? 0 : referenceAndChange) : first;
      this.guest.keys.write(start, second | (seen & referenceAndChange));
    }
    return completed ? 'completed' : name;
  }

  /** Real, as the CPU addresses it while DAT is off. */
  private absolute(address: bigint, length: number, prefix: number): number | undefined {
    if (address + BigInt(length) > BigInt(this.guest.storage.size)) return undefined;
    return prefixed(Number(address), prefix);
  }

  /** Its first four bytes, zeros where they cannot be had: then the instruction is none of those to be prepared for. */
  private async instruction(mask: bigint, prefix: number): Promise<Buffer> {
    const none = Buffer.alloc(4);
    if (mask & datBit) return none;
    const at = this.absolute(this.guest.state.readBigUInt64BE(cpuStateOffset.psw + 8), 4, prefix);
    return at === undefined || at % 2 !== 0 ? none : this.guest.storage.read(at, 4);
  }

  private async loadedPrefix(instruction: Buffer, mask: bigint, prefix: number): Promise<number[]> {
    if (!lookAt(instruction).changesPrefix) return [];
    const address = operandAddress(instruction, this.guest.state, cpuStateOffset.gr(0), mask);
    const at = address % 4n === 0n ? this.absolute(address, 4, prefix) : undefined;
    if (at === undefined) return [];
    const next = (await this.guest.storage.read(at, 4)).readUInt32BE() & 0x7fffe000;
    if (next === prefix || !this.guest.storage.holds(next, 2 * frameSize)) return [];
    if (meetsPrefixAreas(this.guest.page, codePageLength, next)) throw new CannotDo('a prefix where the adapter works');
    return [next];
  }

  private loadedPsw(instruction: Buffer, mask: bigint, prefix: number): number | undefined {
    if (!lookAt(instruction).loadsPsw) return undefined;
    const address = operandAddress(instruction, this.guest.state, cpuStateOffset.gr(0), mask);
    return address % 8n === 0n ? this.absolute(address, 16, prefix) : undefined;
  }

  private newPsws(start: number, area: Buffer, mask: bigint): Substitution[] {
    const guestPsw = Buffer.from(this.guest.state.subarray(cpuStateOffset.psw, cpuStateOffset.psw + 16));
    guestPsw[0]! |= perMask;
    return classes
      .filter((name) => always.includes(name) || (mask & enabled) !== 0n)
      .map((name) => {
        const at = interruptionPsws[name].new;
        return {
          start: start + at,
          original: Buffer.from(area.subarray(at, at + 16)),
          substitute: name === 'restart' ? guestPsw : pswOf(quietMask, this.guest.page + entryOf(name)),
        };
      });
  }
}
