import type { Cpu } from '../cpu';
import { programCheck } from '../program-check';
import { pswHas, setConditionCode } from '../psw';
import type { Row, Rows } from '../row';

const fixedPointOverflow = programCheck('fixed-point overflow');
const fixedPointOverflowMask = 0x800;

const row = (action: Row['action']): Row => ({ checks: [], action });

/** Condition code of a signed result; overflow interrupts where the program mask allows, with the result in place. */
function endArithmetic(cpu: Cpu, sign: number | bigint, overflow: boolean): void {
  setConditionCode(cpu, overflow ? 3 : sign < 0 ? 1 : sign > 0 ? 2 : 0);
  if (overflow && pswHas(cpu, fixedPointOverflowMask)) throw fixedPointOverflow;
}

function setWord(cpu: Cpu, result: number): void {
  cpu.setLow(cpu.instruction.first, result);
  endArithmetic(cpu, result | 0, result !== (result | 0));
}

function setDoubleword(cpu: Cpu, result: bigint): void {
  const kept = BigInt.asIntN(64, result);
  cpu.setGr(cpu.instruction.first, kept);
  endArithmetic(cpu, kept, result !== kept);
}

function compare(cpu: Cpu, left: number | bigint, right: number | bigint): void {
  setConditionCode(cpu, left < right ? 1 : left > right ? 2 : 0);
}

const word = (cpu: Cpu, register: number): number => cpu.low(register) | 0;
const doubleword = (cpu: Cpu, register: number): bigint => BigInt.asIntN(64, cpu.gr(register));

export const arithmetic = {
  AR: row((cpu) => setWord(cpu, word(cpu, cpu.instruction.first) + word(cpu, cpu.instruction.second))),
  SR: row((cpu) => setWord(cpu, word(cpu, cpu.instruction.first) - word(cpu, cpu.instruction.second))),
  AHI: row((cpu) => setWord(cpu, word(cpu, cpu.instruction.first) + cpu.instruction.second)),
  AGR: row((cpu) =>
    setDoubleword(cpu, doubleword(cpu, cpu.instruction.first) + doubleword(cpu, cpu.instruction.second)),
  ),
  SGR: row((cpu) =>
    setDoubleword(cpu, doubleword(cpu, cpu.instruction.first) - doubleword(cpu, cpu.instruction.second)),
  ),
  AGHI: row((cpu) => setDoubleword(cpu, doubleword(cpu, cpu.instruction.first) + BigInt(cpu.instruction.second))),
  CR: row((cpu) => compare(cpu, word(cpu, cpu.instruction.first), word(cpu, cpu.instruction.second))),
  CHI: row((cpu) => compare(cpu, word(cpu, cpu.instruction.first), cpu.instruction.second)),
  CGR: row((cpu) => compare(cpu, doubleword(cpu, cpu.instruction.first), doubleword(cpu, cpu.instruction.second))),
  CGHI: row((cpu) => compare(cpu, doubleword(cpu, cpu.instruction.first), BigInt(cpu.instruction.second))),
  XR: row((cpu) => {
    const result = cpu.low(cpu.instruction.first) ^ cpu.low(cpu.instruction.second);
    cpu.setLow(cpu.instruction.first, result);
    setConditionCode(cpu, result === 0 ? 0 : 1);
  }),
} satisfies Partial<Rows>;
