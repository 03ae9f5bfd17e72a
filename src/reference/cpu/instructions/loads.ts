import { fetchDoubleword, fetchNumber } from '../../storage/numbers';
import { firstAddress } from '../addresses';
import type { Rows } from '../row';

export const loads = {
  L: {
    checks: [],
    action: (cpu) => cpu.setLow(cpu.instruction.first, fetchNumber(cpu, firstAddress(cpu), cpu.instruction.base1, 4)),
  },
  LG: {
    checks: [],
    action: (cpu) => cpu.setGr(cpu.instruction.first, fetchDoubleword(cpu, firstAddress(cpu), cpu.instruction.base1)),
  },
  LR: { checks: [], action: (cpu) => cpu.setLow(cpu.instruction.first, cpu.low(cpu.instruction.second)) },
} satisfies Partial<Rows>;
