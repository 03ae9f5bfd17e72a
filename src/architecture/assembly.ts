import * as codec from '../codec/assemble';
import * as reverse from '../codec/disassemble';
import { instructionFormats } from './instruction-formats';
import { instructions } from './instructions';

const tables = { formats: instructionFormats, instructions };

/** Assembles one z/Architecture instruction; see `codec/assemble`. */
export const assemble = (line: string): Uint8Array => codec.assemble(tables, line);

/** The assembler text of the instruction the bytes start with; see `codec/disassemble`. */
export const disassemble = (bytes: Uint8Array): string => reverse.disassemble(tables, bytes);
