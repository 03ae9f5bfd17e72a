import { instructionFormats } from '../../architecture/instruction-formats';
import { instructions, type Mnemonic } from '../../architecture/instructions';
import type { Operand, Run } from '../../codec/instruction-format';
import type { Instruction } from './instruction';
import type { Row } from './row';

/** A field of an instruction, read from its first 32 bits (`high`) and its last 16 bits (`low`). */
interface Cut {
  readonly in: 'high' | 'low' | 'both';
  readonly shift: number;
  readonly mask: number;
}

function cut([first, last]: Run): Cut {
  const mask = 2 ** (last - first + 1) - 1;
  if (last < 32) return { in: 'high', shift: 31 - last, mask };
  if (first >= 32) return { in: 'low', shift: 47 - last, mask };
  return { in: 'both', shift: 0, mask: 0xffff };
}

function take(field: Cut, high: number, low: number): number {
  if (field.in === 'high') return (high >>> field.shift) & field.mask;
  if (field.in === 'low') return (low >>> field.shift) & field.mask;
  return (high & field.mask) * 0x10000 + low;
}

type Slot = 'first' | 'second' | 'third';
const slots: readonly Slot[] = ['first', 'second', 'third'];

interface Plain {
  readonly slot: Slot;
  readonly field: Cut;
  /** Width of a signed number. */
  readonly signed: number;
}

interface Address {
  readonly base: Cut;
  readonly displacement: Cut;
  readonly high: Cut | undefined;
  readonly lead: Cut | undefined;
}

/** How an instruction is read: decided once, when the table is built. */
export interface Decoded {
  readonly row: Row;
  readonly length: 2 | 4 | 6;
  readonly indexed: boolean;
  readonly plain: readonly Plain[];
  readonly addresses: readonly Address[];
}

function compile(mnemonic: Mnemonic, row: Row): Decoded {
  const format = instructionFormats[instructions[mnemonic].format];
  const plain: Plain[] = [];
  const addresses: Address[] = [];
  for (const operand of format.operands as readonly Operand[]) {
    if (operand.kind === 'address') {
      const { base, displacement, high, first } = operand;
      addresses.push({
        base: cut(base),
        displacement: cut(displacement),
        high: high === undefined ? undefined : cut(high),
        lead: first === undefined ? undefined : cut(first.bits),
      });
    } else {
      const [first, last] = operand.bits;
      const signed = operand.kind === 'signed' || operand.kind === 'relative' ? last - first + 1 : 0;
      plain.push({ slot: slots[plain.length]!, field: cut(operand.bits), signed });
    }
  }
  const indexed = format.operands.some((operand: Operand) => 'first' in operand && operand.first?.kind === 'index');
  return { row, length: format.length, indexed, plain, addresses };
}

function displacementOf(address: Address, high: number, low: number): number {
  const near = take(address.displacement, high, low);
  if (address.high === undefined) return near;
  const far = take(address.high, high, low);
  return ((far << 24) >> 12) | near;
}

/** Reads the fields into the instruction. */
export function readFields(decoded: Decoded, high: number, low: number, into: Instruction): void {
  const { plain, addresses } = decoded;
  for (let index = 0; index < plain.length; index += 1) {
    const { slot, field, signed } = plain[index]!;
    const value = take(field, high, low);
    into[slot] = signed !== 0 && value >= 2 ** (signed - 1) ? value - 2 ** signed : value;
  }
  const first = addresses[0];
  if (first === undefined) return;
  into.lead = first.lead === undefined ? 0 : take(first.lead, high, low);
  into.index = decoded.indexed ? into.lead : 0;
  into.base1 = take(first.base, high, low);
  into.displacement1 = displacementOf(first, high, low);
  const second = addresses[1];
  if (second === undefined) return;
  into.base2 = take(second.base, high, low);
  into.displacement2 = displacementOf(second, high, low);
}

/** Second level of the lookup: what tells apart the instructions with the same first byte. */
interface Level {
  readonly by: Cut;
  readonly entries: (Decoded | undefined)[];
}

/** First byte to instruction, or to the second level. */
export type Lookup = readonly (Level | Decoded | undefined)[];

export function lookupOf(rows: Readonly<Record<Mnemonic, Row>>): Lookup {
  const lookup: (Level | Decoded | undefined)[] = new Array(256).fill(undefined);
  for (const [name, { opcode, format }] of Object.entries(instructions)) {
    const mnemonic = name as Mnemonic;
    const decoded = compile(mnemonic, rows[mnemonic]);
    const [one, two] = instructionFormats[format].opcode as readonly [Run, Run?];
    const rest: Run | undefined = two ?? (one[1] > 7 ? [8, one[1]] : undefined);
    if (rest === undefined) {
      lookup[opcode] = decoded;
      continue;
    }
    const width = rest[1] - rest[0] + 1;
    const firstByte = opcode >> width;
    let level = lookup[firstByte] as Level | undefined;
    if (level === undefined) {
      level = { by: cut(rest), entries: new Array(2 ** width).fill(undefined) };
      lookup[firstByte] = level;
    }
    level.entries[opcode & (2 ** width - 1)] = decoded;
  }
  return lookup;
}

export function lookUp(lookup: Lookup, high: number, low: number): Decoded | undefined {
  const entry = lookup[high >>> 24];
  if (entry === undefined || !('entries' in entry)) return entry;
  return entry.entries[take(entry.by, high, low)];
}
