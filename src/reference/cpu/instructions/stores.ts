import { storeDoubleword, storeNumber } from '../../storage/numbers';
import { firstAddress } from '../addresses';
import type { Rows } from '../row';

export const stores = {
  ST: {
    checks: [],
    action: (cpu) => storeNumber(cpu, firstAddress(cpu), cpu.instruction.base1, 4, cpu.low(cpu.instruction.first)),
  },
  STG: {
    checks: [],
    action: (cpu) => storeDoubleword(cpu, firstAddress(cpu), cpu.instruction.base1, cpu.gr(cpu.instruction.first)),
  },
} satisfies Partial<Rows>;
