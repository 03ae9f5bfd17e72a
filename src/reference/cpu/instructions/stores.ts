import { Kind } from '../../storage/access';
import { storeDoubleword, storeNumber, viewOf, type Width } from '../../storage/numbers';
import { logical, storePart } from '../../storage/operands';
import { firstAddress } from '../addresses';
import type { Cpu } from '../cpu';
import type { Row, Rows } from '../row';
import { registerCount } from './loads';

const row = (action: Row['action']): Row => ({ checks: [], action });

const storeLow = (width: Width): Row =>
  row((cpu) => storeNumber(cpu, firstAddress(cpu), cpu.instruction.base1, width, cpu.low(cpu.instruction.first)));

/** Stores one number of `width` bytes for each register from R1 to R3. */
export function storeMultiple(
  cpu: Cpu,
  width: 4 | 8,
  store: (register: number, content: DataView, at: number) => void,
): void {
  const count = registerCount(cpu);
  const part = logical(cpu, Kind.store, firstAddress(cpu), count * width, cpu.instruction.base1);
  const bytes = new Uint8Array(count * width);
  for (let index = 0; index < count; index += 1)
    store((cpu.instruction.first + index) & 15, viewOf(bytes), index * width);
  storePart(cpu, part, bytes);
}

export const stores = {
  ST: storeLow(4),
  STY: storeLow(4),
  STH: storeLow(2),
  STC: storeLow(1),
  STG: row((cpu) => storeDoubleword(cpu, firstAddress(cpu), cpu.instruction.base1, cpu.gr(cpu.instruction.first))),
  STM: row((cpu) => storeMultiple(cpu, 4, (register, content, at) => content.setUint32(at, cpu.low(register)))),
  STMG: row((cpu) => storeMultiple(cpu, 8, (register, content, at) => content.setBigUint64(at, cpu.gr(register)))),
} satisfies Partial<Rows>;
