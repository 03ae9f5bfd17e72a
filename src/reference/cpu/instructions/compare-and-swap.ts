import { Kind, type Part } from '../../storage/access';
import { viewOf } from '../../storage/numbers';
import { fetchPart, logical, storePart } from '../../storage/operands';
import { firstAddress } from '../addresses';
import { demandAligned, demandEven } from '../checks';
import type { Cpu } from '../cpu';
import { setConditionCode } from '../psw';
import type { Row, Rows } from '../row';

/** The operand is a store-type access even where nothing is stored. */
export function swapOperand(cpu: Cpu, length: 4 | 8 | 16): Part {
  const address = firstAddress(cpu);
  demandAligned(address, length);
  return logical(cpu, Kind.store, address, length, cpu.instruction.base1);
}

/** Reads or writes a register, or the registers of a pair one after the other. */
interface Registers {
  readonly pair: boolean;
  readonly width: 4 | 8;
}

function registersAsBytes(cpu: Cpu, register: number, { pair, width }: Registers): Uint8Array {
  const bytes = new Uint8Array(pair ? width * 2 : width);
  const view = viewOf(bytes);
  for (let at = 0; at < bytes.length; at += width) {
    const number = (register + at / width) & 15;
    if (width === 8) view.setBigUint64(at, cpu.gr(number));
    else view.setUint32(at, cpu.low(number));
  }
  return bytes;
}

function setRegisters(cpu: Cpu, register: number, bytes: Uint8Array, { width }: Registers): void {
  const view = viewOf(bytes);
  for (let at = 0; at < bytes.length; at += width) {
    const number = (register + at / width) & 15;
    if (width === 8) cpu.setGr(number, view.getBigUint64(at));
    else cpu.setLow(number, view.getUint32(at));
  }
}

export const compareAndSwap = (registers: Registers, operand = swapOperand): Row => ({
  checks: registers.pair
    ? [(cpu) => demandEven(cpu.instruction.first), (cpu) => demandEven(cpu.instruction.second)]
    : [],
  action: (cpu) => {
    const { first: r1, second: r3 } = cpu.instruction;
    const expected = registersAsBytes(cpu, r1, registers);
    const part = operand(cpu, expected.length as 4 | 8 | 16);
    const content = fetchPart(cpu, part, expected.length);
    if (Buffer.compare(expected, content) === 0) {
      storePart(cpu, part, registersAsBytes(cpu, r3, registers));
      setConditionCode(cpu, 0);
    } else {
      setRegisters(cpu, r1, content, registers);
      setConditionCode(cpu, 1);
    }
  },
});

export const compareAndSwaps = {
  CS: compareAndSwap({ pair: false, width: 4 }),
  CSG: compareAndSwap({ pair: false, width: 8 }),
  CDS: compareAndSwap({ pair: true, width: 4 }),
  CDSG: compareAndSwap({ pair: true, width: 8 }),
} satisfies Partial<Rows>;
