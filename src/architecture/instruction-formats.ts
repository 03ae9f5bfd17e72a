import type { Format, Operand, Run } from '../codec/instruction-format';

/**
 * The instruction formats.
 * Source: z/Architecture instruction formats; binutils opcodes/s390-opc.c.
 */
const register = (first: number): Operand => ({ kind: 'register', bits: [first, first + 3] });
const mask = (first: number): Operand => ({ kind: 'mask', bits: [first, first + 3] });
const immediate = (first: number, last: number): Operand => ({ kind: 'immediate', bits: [first, last] });
const relative = (first: number, last: number): Operand => ({ kind: 'relative', bits: [first, last] });
const shortAddress = (first: number): Operand => ({
  kind: 'address',
  base: [first, first + 3],
  displacement: [first + 4, first + 15],
});
const longAddress: Operand = { kind: 'address', base: [16, 19], displacement: [20, 31], high: [32, 39] };
const led = (address: Operand, kind: 'index' | 'length' | 'register', bits: Run): Operand =>
  ({ ...address, first: { kind, bits } }) as Operand;

const byte: readonly Run[] = [[0, 7]];
const halfword: readonly Run[] = [[0, 15]];
const split: readonly Run[] = [
  [0, 7],
  [12, 15],
];
const ends: readonly Run[] = [
  [0, 7],
  [40, 47],
];

const table = {
  E: { length: 2, opcode: halfword, operands: [] },
  I: { length: 2, opcode: byte, operands: [immediate(8, 15)] },
  RR: { length: 2, opcode: byte, operands: [register(8), register(12)] },
  'RR-m': { length: 2, opcode: byte, operands: [mask(8), register(12)] },
  'RR-1': { length: 2, opcode: byte, operands: [register(8)] },
  'RRE-0': { length: 4, opcode: halfword, operands: [] },
  'RRE-1': { length: 4, opcode: halfword, operands: [register(24)] },
  RRE: { length: 4, opcode: halfword, operands: [register(24), register(28)] },
  'RRF-m': {
    length: 4,
    opcode: halfword,
    operands: [register(24), register(28), { kind: 'mask', bits: [16, 19], optional: true }],
  },
  /** R3 in bits 16-19, written R1,R3,R2 (IPTE, IDTE). */
  'RRF-r': { length: 4, opcode: halfword, operands: [register(24), register(16), register(28)] },
  RX: { length: 4, opcode: byte, operands: [register(8), led(shortAddress(16), 'index', [12, 15])] },
  'RX-m': { length: 4, opcode: byte, operands: [mask(8), led(shortAddress(16), 'index', [12, 15])] },
  RXY: { length: 6, opcode: ends, operands: [register(8), led(longAddress, 'index', [12, 15])] },
  RS: { length: 4, opcode: byte, operands: [register(8), register(12), shortAddress(16)] },
  'RS-1': { length: 4, opcode: byte, operands: [register(8), shortAddress(16)] },
  RSY: { length: 6, opcode: ends, operands: [register(8), register(12), longAddress] },
  S: { length: 4, opcode: halfword, operands: [shortAddress(16)] },
  'S-0': { length: 4, opcode: halfword, operands: [] },
  'S-byte': { length: 4, opcode: byte, operands: [shortAddress(16)] },
  SI: { length: 4, opcode: byte, operands: [shortAddress(16), immediate(8, 15)] },
  SIY: { length: 6, opcode: ends, operands: [longAddress, immediate(8, 15)] },
  SSE: { length: 6, opcode: halfword, operands: [shortAddress(16), shortAddress(32)] },
  SSF: { length: 6, opcode: split, operands: [shortAddress(16), shortAddress(32), register(8)] },
  'SS-l': { length: 6, opcode: byte, operands: [led(shortAddress(16), 'length', [8, 15]), shortAddress(32)] },
  'SS-r': {
    length: 6,
    opcode: byte,
    operands: [led(shortAddress(16), 'register', [8, 11]), shortAddress(32), register(12)],
  },
  RI: { length: 4, opcode: split, operands: [register(8), { kind: 'signed', bits: [16, 31] }] },
  'RI-u': { length: 4, opcode: split, operands: [register(8), immediate(16, 31)] },
  'RI-m': { length: 4, opcode: split, operands: [mask(8), relative(16, 31)] },
  'RI-r': { length: 4, opcode: split, operands: [register(8), relative(16, 31)] },
  RIL: { length: 6, opcode: split, operands: [register(8), relative(16, 47)] },
  'RIL-u': { length: 6, opcode: split, operands: [register(8), immediate(16, 47)] },
  'RIL-m': { length: 6, opcode: split, operands: [mask(8), relative(16, 47)] },
} as const satisfies Readonly<Record<string, Format>>;

export type FormatName = keyof typeof table;
export const instructionFormats: Readonly<Record<FormatName, Format>> = table;
