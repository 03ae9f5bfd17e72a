import { readField } from './bits';
import type { InstructionTables, Operand, Run } from './instruction-format';

function at(bytes: Uint8Array, [first, last]: Run): bigint {
  return readField(bytes, { name: '', first, last });
}

function opcodeOf(bytes: Uint8Array, runs: readonly Run[]): number {
  return runs.reduce((value, run) => value * 2 ** (run[1] - run[0] + 1) + Number(at(bytes, run)), 0);
}

function textOf(bytes: Uint8Array, operand: Operand): string {
  if (operand.kind === 'relative') {
    const distance = BigInt.asIntN(operand.bits[1] - operand.bits[0] + 1, at(bytes, operand.bits)) * 2n;
    return `*${distance < 0n ? '' : '+'}${distance}`;
  }
  if (operand.kind === 'signed')
    return BigInt.asIntN(operand.bits[1] - operand.bits[0] + 1, at(bytes, operand.bits)).toString();
  if (operand.kind !== 'address') return at(bytes, operand.bits).toString();
  const low = at(bytes, operand.displacement);
  const displacement = operand.high === undefined ? low : BigInt.asIntN(20, (at(bytes, operand.high) << 12n) | low);
  const base = at(bytes, operand.base);
  const { first } = operand;
  if (first === undefined) return base === 0n ? `${displacement}` : `${displacement}(${base})`;
  const value = at(bytes, first.bits) + (first.kind === 'length' ? 1n : 0n);
  return first.kind === 'index' && value === 0n ? `${displacement}(${base})` : `${displacement}(${value},${base})`;
}

/** The length in bytes that the first two bits of an instruction state. */
export function instructionLength(firstByte: number): 2 | 4 | 6 {
  return firstByte < 0x40 ? 2 : firstByte < 0xc0 ? 4 : 6;
}

/** The assembler text of the instruction that the bytes start with, or `DC X'…'` where the kit knows none. */
export function disassemble({ formats, instructions }: InstructionTables, bytes: Uint8Array): string {
  const length = instructionLength(bytes[0] ?? 0);
  for (const [mnemonic, layout] of Object.entries(instructions)) {
    const format = formats[layout.format];
    if (format?.length !== length || bytes.length < length || opcodeOf(bytes, format.opcode) !== layout.opcode)
      continue;
    const texts = format.operands
      .filter((operand) => !('optional' in operand) || at(bytes, operand.bits) !== 0n)
      .map((operand) => textOf(bytes, operand));
    return `${mnemonic} ${texts.join(',')}`.trim();
  }
  return `DC X'${Buffer.from(bytes.subarray(0, length)).toString('hex').toUpperCase()}'`;
}
