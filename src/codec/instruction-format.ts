/**
 * How an instruction format is declared: where its operands stand. Bits in IBM numbering from the start of the instruction.
 */
export type Run = readonly [first: number, last: number];

export type Operand =
  /** A register number, a mask, or an unsigned immediate. */
  | { readonly kind: 'register' | 'mask' | 'immediate'; readonly bits: Run; readonly optional?: true }
  | { readonly kind: 'signed'; readonly bits: Run }
  /** A signed number of halfwords from the address of the instruction. */
  | { readonly kind: 'relative'; readonly bits: Run }
  /** D(B), D(X,B), D(L,B) or D(R,B): `first` is the field in front of the base. A length is stored less one. */
  | {
      readonly kind: 'address';
      readonly base: Run;
      readonly displacement: Run;
      /** High-order byte of a signed 20-bit displacement. */
      readonly high?: Run;
      readonly first?: { readonly kind: 'index' | 'length' | 'register'; readonly bits: Run };
    };

export interface Format {
  /** Bytes. */
  readonly length: 2 | 4 | 6;
  /** Bits of the operation code, most significant first. */
  readonly opcode: readonly Run[];
  /** In the order of the assembler language. */
  readonly operands: readonly Operand[];
}

/** One instruction: its operation code and the name of its format. */
export interface InstructionLayout<Name extends string = string> {
  readonly opcode: number;
  readonly format: Name;
}

/** The instructions of an architecture and the formats they use. */
export interface InstructionTables {
  readonly formats: Readonly<Record<string, Format>>;
  readonly instructions: Readonly<Record<string, InstructionLayout>>;
}
