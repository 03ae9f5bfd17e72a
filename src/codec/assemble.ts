import { writeField } from './bits';
import type { InstructionTables, Operand, Run } from './instruction-format';

/** A line of assembler text that names no instruction or does not fit its format. */
export class AssemblyError extends Error {
  override readonly name = 'AssemblyError';
}

function put(bytes: Uint8Array, [first, last]: Run, value: bigint, what: string): void {
  try {
    writeField(bytes, { name: what, first, last }, value);
  } catch (error) {
    throw new AssemblyError((error as Error).message);
  }
}

function putOpcode(bytes: Uint8Array, opcode: number, runs: readonly Run[]): void {
  let rest = BigInt(opcode);
  for (const [first, last] of [...runs].reverse()) {
    const width = BigInt(last - first + 1);
    put(bytes, [first, last], rest & ((1n << width) - 1n), 'operation code');
    rest >>= width;
  }
}

function numberOf(text: string, what: string): bigint {
  if (!/^-?(0x[0-9a-f]+|\d+)$/i.test(text)) throw new AssemblyError(`${what}: "${text}" is no number`);
  return text.startsWith('-') ? -BigInt(text.slice(1)) : BigInt(text);
}

function twosComplement(value: bigint, [first, last]: Run, what: string): bigint {
  const width = last - first + 1;
  if (value < -(1n << BigInt(width - 1)) || value >= 1n << BigInt(width - 1)) {
    throw new AssemblyError(`${what}: ${value} does not fit ${width} signed bits`);
  }
  return BigInt.asUintN(width, value);
}

function putAddress(bytes: Uint8Array, operand: Extract<Operand, { kind: 'address' }>, text: string): void {
  const match = /^([^()]+)(?:\(([^(),]*)(?:,([^(),]+))?\))?$/.exec(text);
  if (match === null) throw new AssemblyError(`"${text}" is no address: D(B), D(X,B) or D(L,B)`);
  const [, displacementText = '0', inner, base] = match;
  const { first } = operand;
  const led = base !== undefined;
  if (led && first === undefined) throw new AssemblyError(`"${text}": this format has no index or length`);
  if (!led && first !== undefined && first.kind !== 'index')
    throw new AssemblyError(`"${text}": the ${first.kind} is missing`);
  const displacement = numberOf(displacementText, 'displacement');
  if (operand.high === undefined) put(bytes, operand.displacement, displacement, 'displacement');
  else {
    const twenty = twosComplement(displacement, [0, 19], 'displacement');
    put(bytes, operand.displacement, twenty & 0xfffn, 'displacement');
    put(bytes, operand.high, twenty >> 12n, 'displacement');
  }
  put(bytes, operand.base, numberOf((led ? base : inner) ?? '0', 'base'), 'base register');
  if (led && first !== undefined) {
    const value = numberOf(inner === undefined || inner === '' ? '0' : inner, first.kind);
    put(bytes, first.bits, first.kind === 'length' ? value - 1n : value, first.kind);
  }
}

function putOperand(bytes: Uint8Array, operand: Operand, text: string): void {
  if (operand.kind === 'address') putAddress(bytes, operand, text);
  else if (operand.kind === 'signed')
    put(bytes, operand.bits, twosComplement(numberOf(text, 'immediate'), operand.bits, 'immediate'), 'immediate');
  else if (operand.kind === 'relative') {
    const distance = numberOf(text.replace(/^\*\+?/, ''), 'distance');
    if (distance % 2n !== 0n) throw new AssemblyError(`"${text}": an odd distance`);
    put(bytes, operand.bits, twosComplement(distance / 2n, operand.bits, 'distance'), 'distance');
  } else put(bytes, operand.bits, numberOf(text, operand.kind), operand.kind);
}

/** Splits at commas that are not inside parentheses. */
function operandTexts(text: string): string[] {
  return text.trim() === '' ? [] : text.split(/,(?![^(]*\))/).map((part) => part.trim());
}

/**
 * Assembles one instruction from the mnemonic and operands of the assembler language: `SSKE 1,2,8`, `MVC 0(8,2),0(3)`,
 * `BRC 15,*+8`. `DC X'…'` gives the bytes as they stand. Numbers are decimal or 0x….
 * @throws AssemblyError
 */
export function assemble({ formats, instructions }: InstructionTables, line: string): Uint8Array {
  const [, mnemonic = '', rest = ''] = /^\s*(\S+)\s*(.*?)\s*$/.exec(line) ?? [];
  const constant = /^X'((?:[0-9a-f]{2})+)'$/i.exec(rest);
  if (mnemonic.toUpperCase() === 'DC' && constant !== null) return Uint8Array.from(Buffer.from(constant[1]!, 'hex'));
  const layout = instructions[mnemonic.toUpperCase()];
  const format = layout === undefined ? undefined : formats[layout.format];
  if (layout === undefined || format === undefined)
    throw new AssemblyError(`"${mnemonic}" is no instruction this kit knows`);
  const texts = operandTexts(rest);
  const required = format.operands.filter((operand) => !('optional' in operand)).length;
  if (texts.length < required || texts.length > format.operands.length) {
    throw new AssemblyError(`"${line}": ${mnemonic} has ${format.operands.length} operands (format ${layout.format})`);
  }
  const bytes = new Uint8Array(format.length);
  putOpcode(bytes, layout.opcode, format.opcode);
  for (const [index, text] of texts.entries()) putOperand(bytes, format.operands[index]!, text);
  return bytes;
}
