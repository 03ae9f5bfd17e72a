import { firstAddress, registerAddress, relativeAddress } from '../addresses';
import type { Cpu } from '../cpu';
import { addressingMode, conditionCode, instructionAddress, setInstructionAddress } from '../psw';
import type { Row, Rows } from '../row';

const row = (action: Row['action']): Row => ({ checks: [], action });

/** The mask has the bit of the condition code. */
const taken = (cpu: Cpu): boolean => (cpu.instruction.first & (8 >> conditionCode(cpu))) !== 0;
const relative = (cpu: Cpu): bigint => relativeAddress(cpu, cpu.instruction.second);

/** The address of the next instruction, as BRANCH AND SAVE leaves it in R1. */
function link(cpu: Cpu): void {
  const { first: r1 } = cpu.instruction;
  const next = instructionAddress(cpu);
  const mode = addressingMode(cpu);
  if (mode === 64) cpu.setGr(r1, next);
  else cpu.setLow(r1, Number(next) | (mode === 31 ? 0x80000000 : 0));
}

const conditional = (target: (cpu: Cpu) => bigint): Row =>
  row((cpu) => {
    if (taken(cpu)) setInstructionAddress(cpu, target(cpu));
  });

const saving = (target: (cpu: Cpu) => bigint): Row =>
  row((cpu) => {
    const address = target(cpu);
    link(cpu);
    setInstructionAddress(cpu, address);
  });

const counting = (target: (cpu: Cpu) => bigint): Row =>
  row((cpu) => {
    const { first: r1 } = cpu.instruction;
    const address = target(cpu);
    cpu.setLow(r1, cpu.low(r1) - 1);
    if (cpu.low(r1) !== 0) setInstructionAddress(cpu, address);
  });

export const branches = {
  BC: conditional(firstAddress),
  BCR: row((cpu) => {
    const { second: r2 } = cpu.instruction;
    if (r2 !== 0 && taken(cpu)) setInstructionAddress(cpu, registerAddress(cpu, r2));
  }),
  BRC: conditional(relative),
  BRCL: conditional(relative),
  BAS: saving(firstAddress),
  BASR: row((cpu) => {
    const { second: r2 } = cpu.instruction;
    const address = registerAddress(cpu, r2);
    link(cpu);
    if (r2 !== 0) setInstructionAddress(cpu, address);
  }),
  BRAS: saving(relative),
  BRASL: saving(relative),
  BCT: counting(firstAddress),
  BRCT: counting(relative),
  BRCTG: row((cpu) => {
    const { first: r1 } = cpu.instruction;
    const left = BigInt.asUintN(64, cpu.gr(r1) - 1n);
    cpu.setGr(r1, left);
    if (left !== 0n) setInstructionAddress(cpu, relative(cpu));
  }),
} satisfies Partial<Rows>;
