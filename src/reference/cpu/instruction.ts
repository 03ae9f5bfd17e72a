/**
 * The instruction that a CPU is executing. Plain fields (registers, masks, immediates) are numbered in the order of the
 * assembler notation; so are the storage operands. For TPROT D1(B1),D2(B2) both are addresses; for MVCK D1(R1,B1),D2(B2),R3
 * `lead` is R1 and `first` is R3.
 */
export class Instruction {
  /** Address of the instruction; for a target of EXECUTE that of the EXECUTE. */
  address = 0n;
  /** The instruction length, of the EXECUTE where there is one. */
  length: 2 | 4 | 6 = 2;
  /** Address that relative operands count from: of the target, where the instruction is executed by an EXECUTE. */
  origin = 0n;
  executed = false;
  first = 0;
  second = 0;
  third = 0;
  /** Index register, length code or register in front of the base of the first storage operand. */
  lead = 0;
  /** The index register, 0 where the format has none. */
  index = 0;
  base1 = 0;
  displacement1 = 0;
  base2 = 0;
  displacement2 = 0;
}
