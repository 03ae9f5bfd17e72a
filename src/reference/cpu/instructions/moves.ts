import { Kind } from '../../storage/access';
import { numberAt, setNumberAt } from '../../storage/numbers';
import { fetchPart, logical } from '../../storage/operands';
import { moveBytes, storeBytes } from '../../storage/strings';
import { firstAddress, secondAddress } from '../addresses';
import type { Cpu } from '../cpu';
import { setConditionCode } from '../psw';
import type { Row, Rows } from '../row';

const row = (action: Row['action']): Row => ({ checks: [], action });

function secondOperand(cpu: Cpu) {
  return logical(cpu, Kind.fetch, secondAddress(cpu), cpu.instruction.lead + 1, cpu.instruction.base2);
}

function firstOperand(cpu: Cpu, kind: Kind) {
  return logical(cpu, kind, firstAddress(cpu), cpu.instruction.lead + 1, cpu.instruction.base1);
}

/** NC, OC, XC: condition code 1 when a bit of the result is one. */
const combineBytes = (combine: (left: number, right: number) => number): Row =>
  row((cpu) => {
    const from = secondOperand(cpu);
    let any = 0;
    storeBytes(cpu, firstOperand(cpu, Kind.store), from, (left, right) => {
      const result = combine(left, right);
      any |= result;
      return result;
    });
    setConditionCode(cpu, any === 0 ? 0 : 1);
  });

/** NI, OI, XI. */
const combineByte = (combine: (left: number, right: number) => number): Row =>
  row((cpu) => {
    const part = logical(cpu, Kind.store, firstAddress(cpu), 1, cpu.instruction.base1);
    const result = combine(numberAt(cpu, part, 1), cpu.instruction.first);
    setNumberAt(cpu, part, 1, result);
    setConditionCode(cpu, result === 0 ? 0 : 1);
  });

const byteOf = (cpu: Cpu): number =>
  numberAt(cpu, logical(cpu, Kind.fetch, firstAddress(cpu), 1, cpu.instruction.base1), 1);

const and = (left: number, right: number): number => left & right;
const or = (left: number, right: number): number => left | right;
const exclusiveOr = (left: number, right: number): number => left ^ right;

export const moves = {
  MVC: row((cpu) => {
    const from = secondOperand(cpu);
    moveBytes(cpu, firstOperand(cpu, Kind.store), from);
  }),
  NC: combineBytes(and),
  OC: combineBytes(or),
  XC: combineBytes(exclusiveOr),
  CLC: row((cpu) => {
    const length = cpu.instruction.lead + 1;
    const left = firstOperand(cpu, Kind.fetch);
    const right = secondOperand(cpu);
    const order = Buffer.compare(fetchPart(cpu, left, length), fetchPart(cpu, right, length));
    setConditionCode(cpu, order === 0 ? 0 : order < 0 ? 1 : 2);
  }),
  MVI: row((cpu) => {
    const part = logical(cpu, Kind.store, firstAddress(cpu), 1, cpu.instruction.base1);
    setNumberAt(cpu, part, 1, cpu.instruction.first);
  }),
  NI: combineByte(and),
  OI: combineByte(or),
  XI: combineByte(exclusiveOr),
  CLI: row((cpu) => {
    const byte = byteOf(cpu);
    const { first } = cpu.instruction;
    setConditionCode(cpu, byte === first ? 0 : byte < first ? 1 : 2);
  }),
  TM: row((cpu) => {
    const { first: mask } = cpu.instruction;
    const selected = byteOf(cpu) & mask;
    setConditionCode(cpu, selected === 0 ? 0 : selected === mask ? 3 : 1);
  }),
} satisfies Partial<Rows>;
