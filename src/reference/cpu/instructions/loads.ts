import { Kind } from '../../storage/access';
import { fetchDoubleword, fetchNumber, viewOf, type Width } from '../../storage/numbers';
import { fetchPart, logical } from '../../storage/operands';
import { firstAddress, relativeAddress, setAddressRegister } from '../addresses';
import type { Cpu } from '../cpu';
import { setConditionCode } from '../psw';
import type { Row, Rows } from '../row';

const operand = (cpu: Cpu, width: Width): number => fetchNumber(cpu, firstAddress(cpu), cpu.instruction.base1, width);
const row = (action: Row['action']): Row => ({ checks: [], action });
const signOf = (value: number): number => (value === 0 ? 0 : value < 0 ? 1 : 2);

/** How many registers from R1 to R3, wrapping from 15 to 0. */
export function registerCount(cpu: Cpu): number {
  return ((cpu.instruction.second - cpu.instruction.first) & 15) + 1;
}

/** Fetches one number of `width` bytes for each register from R1 to R3. */
export function loadMultiple(cpu: Cpu, width: 4 | 8, load: (register: number, content: DataView, at: number) => void) {
  const count = registerCount(cpu);
  const part = logical(cpu, Kind.fetch, firstAddress(cpu), count * width, cpu.instruction.base1);
  const content = viewOf(fetchPart(cpu, part, count * width));
  for (let index = 0; index < count; index += 1) load((cpu.instruction.first + index) & 15, content, index * width);
}

const loadWord = row((cpu) => cpu.setLow(cpu.instruction.first, operand(cpu, 4)));
const loadAddress = row((cpu) => setAddressRegister(cpu, cpu.instruction.first, firstAddress(cpu)));

export const loads = {
  L: loadWord,
  LY: loadWord,
  LH: row((cpu) => cpu.setLow(cpu.instruction.first, (operand(cpu, 2) << 16) >> 16)),
  IC: row((cpu) => cpu.setLow(cpu.instruction.first, (cpu.low(cpu.instruction.first) & ~0xff) | operand(cpu, 1))),
  LG: row((cpu) => cpu.setGr(cpu.instruction.first, fetchDoubleword(cpu, firstAddress(cpu), cpu.instruction.base1))),
  LGF: row((cpu) => cpu.setGr(cpu.instruction.first, BigInt(operand(cpu, 4) | 0))),
  LGH: row((cpu) => cpu.setGr(cpu.instruction.first, BigInt((operand(cpu, 2) << 16) >> 16))),
  LLGF: row((cpu) => cpu.setGr(cpu.instruction.first, BigInt(operand(cpu, 4)))),
  LLGC: row((cpu) => cpu.setGr(cpu.instruction.first, BigInt(operand(cpu, 1)))),
  LLGH: row((cpu) => cpu.setGr(cpu.instruction.first, BigInt(operand(cpu, 2)))),
  LA: loadAddress,
  LAY: loadAddress,
  LARL: row((cpu) => setAddressRegister(cpu, cpu.instruction.first, relativeAddress(cpu, cpu.instruction.second))),
  LM: row((cpu) => loadMultiple(cpu, 4, (register, content, at) => cpu.setLow(register, content.getUint32(at)))),
  LMG: row((cpu) => loadMultiple(cpu, 8, (register, content, at) => cpu.setGr(register, content.getBigUint64(at)))),
  LR: row((cpu) => cpu.setLow(cpu.instruction.first, cpu.low(cpu.instruction.second))),
  LGR: row((cpu) => cpu.setGr(cpu.instruction.first, cpu.gr(cpu.instruction.second))),
  LTR: row((cpu) => {
    const value = cpu.low(cpu.instruction.second);
    cpu.setLow(cpu.instruction.first, value);
    setConditionCode(cpu, signOf(value | 0));
  }),
  LTGR: row((cpu) => {
    const value = cpu.gr(cpu.instruction.second);
    cpu.setGr(cpu.instruction.first, value);
    setConditionCode(cpu, value === 0n ? 0 : value >> 63n === 1n ? 1 : 2);
  }),
  LHI: row((cpu) => cpu.setLow(cpu.instruction.first, cpu.instruction.second)),
  LGHI: row((cpu) => cpu.setGr(cpu.instruction.first, BigInt(cpu.instruction.second))),
  LLILF: row((cpu) => cpu.setGr(cpu.instruction.first, BigInt(cpu.instruction.second))),
  LLIHF: row((cpu) => cpu.setGr(cpu.instruction.first, BigInt(cpu.instruction.second) << 32n)),
} satisfies Partial<Rows>;
