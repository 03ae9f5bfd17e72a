import type { Mnemonic } from '../../architecture/instructions';
import type { Cpu } from './cpu';

/** A condition of an instruction that depends on the CPU or a register, not on storage. It throws the program exception. */
export type Check = (cpu: Cpu) => void;

/** An instruction: what must hold, in order of priority, and what it does. Access exceptions belong to the action. */
export interface Row {
  readonly checks: readonly Check[];
  readonly action: (cpu: Cpu) => void;
}

export type Rows<Name extends Mnemonic = Mnemonic> = Readonly<Record<Name, Row>>;
