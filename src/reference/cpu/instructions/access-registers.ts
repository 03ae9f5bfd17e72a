import { firstAddress } from '../addresses';
import { demandAligned } from '../checks';
import type { Rows } from '../row';
import { loadMultiple } from './loads';
import { storeMultiple } from './stores';

export const accessRegisters = {
  LAM: {
    checks: [(cpu) => demandAligned(firstAddress(cpu), 4)],
    action: (cpu) => loadMultiple(cpu, 4, (register, content, at) => cpu.setAr(register, content.getUint32(at))),
  },
  STAM: {
    checks: [(cpu) => demandAligned(firstAddress(cpu), 4)],
    action: (cpu) => storeMultiple(cpu, 4, (register, content, at) => content.setUint32(at, cpu.ar(register))),
  },
  CPYA: { checks: [], action: (cpu) => cpu.setAr(cpu.instruction.first, cpu.ar(cpu.instruction.second)) },
  SAR: { checks: [], action: (cpu) => cpu.setAr(cpu.instruction.first, cpu.low(cpu.instruction.second)) },
  EAR: { checks: [], action: (cpu) => cpu.setLow(cpu.instruction.first, cpu.ar(cpu.instruction.second)) },
} satisfies Partial<Rows>;
