import { Kind } from '../../storage/access';
import { doublewordAt, numberAt, setDoublewordAt, setNumberAt, storeDoubleword } from '../../storage/numbers';
import { real } from '../../storage/operands';
import { translated } from '../../storage/translated';
import { firstAddress, registerAddress, secondAddress } from '../addresses';
import { demandAligned, demandOperable, privileged } from '../checks';
import type { Cpu } from '../cpu';
import { ProgramCheck, saysNotTranslatable } from '../program-check';
import { addressingMode, pswSpace, setConditionCode } from '../psw';
import type { Check, Row, Rows } from '../row';

const segmentTranslation = 0x10;
const pageTranslation = 0x11;

/** The result of a translation: a real address, or where it ended. */
interface Found {
  readonly code: 0 | 1 | 2 | 3;
  readonly value: bigint;
}

/** Translates as the address-space mode says, whether DAT is on or not. */
function lookUp(cpu: Cpu, address: bigint, base: number): Found {
  try {
    return { code: 0, value: translated(cpu, Kind.fetch, address, pswSpace(cpu), base).realAddress };
  } catch (check) {
    if (!(check instanceof ProgramCheck) || !saysNotTranslatable(check.code)) throw check;
    if (check.entry !== undefined && check.code === segmentTranslation) return { code: 1, value: check.entry };
    if (check.entry !== undefined && check.code === pageTranslation) return { code: 2, value: check.entry };
    return { code: 3, value: BigInt(check.code) | 0x80000000n };
  }
}

/** LRA and LRAY give 32 bits outside the 64-bit mode; an address that needs more is a special operation. */
const loadRealAddress = (wide: boolean): Row => ({
  checks: [privileged],
  action: (cpu) => {
    const { first: r1, base1 } = cpu.instruction;
    const { code, value } = lookUp(cpu, firstAddress(cpu), base1);
    if (code === 3) cpu.setLow(r1, Number(value));
    else if (wide || addressingMode(cpu) === 64) cpu.setGr(r1, value);
    else {
      demandOperable(value >> 31n === 0n);
      cpu.setLow(r1, Number(value));
    }
    setConditionCode(cpu, code);
  },
});

const realAligned =
  (boundary: 4 | 8): Check =>
  (cpu) =>
    demandAligned(registerAddress(cpu, cpu.instruction.second), boundary);

const operand = (cpu: Cpu, kind: Kind, length: 4 | 8) =>
  real(cpu, kind, registerAddress(cpu, cpu.instruction.second), length);

export const realAddresses = {
  LRA: loadRealAddress(false),
  LRAY: loadRealAddress(false),
  LRAG: loadRealAddress(true),
  LURA: {
    checks: [privileged, realAligned(4)],
    action: (cpu) => cpu.setLow(cpu.instruction.first, numberAt(cpu, operand(cpu, Kind.fetch, 4), 4)),
  },
  LURAG: {
    checks: [privileged, realAligned(8)],
    action: (cpu) => cpu.setGr(cpu.instruction.first, doublewordAt(cpu, operand(cpu, Kind.fetch, 8))),
  },
  STURA: {
    checks: [privileged, realAligned(4)],
    action: (cpu) => setNumberAt(cpu, operand(cpu, Kind.store, 4), 4, cpu.low(cpu.instruction.first)),
  },
  STURG: {
    checks: [privileged, realAligned(8)],
    action: (cpu) => setDoublewordAt(cpu, operand(cpu, Kind.store, 8), cpu.gr(cpu.instruction.first)),
  },
  STRAG: {
    checks: [privileged, (cpu) => demandAligned(firstAddress(cpu), 8)],
    action: (cpu) => {
      const { base1, base2 } = cpu.instruction;
      const { realAddress } = translated(cpu, Kind.fetch, secondAddress(cpu), pswSpace(cpu), base2);
      storeDoubleword(cpu, firstAddress(cpu), base1, realAddress);
    },
  },
} satisfies Partial<Rows>;
