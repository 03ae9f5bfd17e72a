import { Kind } from '../../storage/access';
import { demandAvailable } from '../../storage/frames';
import { fetchNumber, setNumberAt, storeDoubleword, storeNumber, viewOf } from '../../storage/numbers';
import { logical, storePart } from '../../storage/operands';
import { firstAddress } from '../addresses';
import { demandAligned, facility, privileged } from '../checks';
import type { Cpu } from '../cpu';
import { setConditionCode } from '../psw';
import type { Check, Rows } from '../row';
import { loadMultiple } from './loads';
import { storeMultiple } from './stores';

export const aligned =
  (boundary: 2 | 4 | 8): Check =>
  (cpu) =>
    demandAligned(firstAddress(cpu), boundary);

/** Facility bits as STFLE stores them. */
export function facilityList(facilities: ReadonlySet<number>): Uint8Array {
  const highest = Math.max(0, ...facilities);
  const bytes = new Uint8Array((Math.floor(highest / 64) + 1) * 8);
  for (const facility of facilities) bytes[facility >> 3]! |= 0x80 >> (facility & 7);
  return bytes;
}

export const controlRegisters = {
  LCTL: {
    checks: [privileged, aligned(4)],
    action: (cpu) => loadMultiple(cpu, 4, (register, content, at) => cpu.setCrLow(register, content.getUint32(at))),
  },
  LCTLG: {
    checks: [privileged, aligned(8)],
    action: (cpu) => loadMultiple(cpu, 8, (register, content, at) => cpu.setCr(register, content.getBigUint64(at))),
  },
  STCTL: {
    checks: [privileged, aligned(4)],
    action: (cpu) => storeMultiple(cpu, 4, (register, content, at) => content.setUint32(at, cpu.crLow(register))),
  },
  STCTG: {
    checks: [privileged, aligned(8)],
    action: (cpu) => storeMultiple(cpu, 8, (register, content, at) => content.setBigUint64(at, cpu.cr(register))),
  },
} satisfies Partial<Rows>;

/** Both frames of the prefix area must be in the configuration. */
export function setPrefix(cpu: Cpu, word: number): void {
  const prefix = word & 0x7fffe000;
  demandAvailable(cpu, prefix);
  demandAvailable(cpu, prefix + 4096);
  cpu.prefix = prefix;
}

/** The CPU identification: version 0, the CPU address as number, machine type 3931. */
function identification(cpu: Cpu): bigint {
  return (BigInt(cpu.address) << 32n) | 0x39310000n;
}

export const cpuControl = {
  SPX: {
    checks: [privileged, aligned(4)],
    action: (cpu) => setPrefix(cpu, fetchNumber(cpu, firstAddress(cpu), cpu.instruction.base1, 4)),
  },
  STPX: {
    checks: [privileged, aligned(4)],
    action: (cpu) => storeNumber(cpu, firstAddress(cpu), cpu.instruction.base1, 4, cpu.prefix),
  },
  STAP: {
    checks: [privileged, aligned(2)],
    action: (cpu) => storeNumber(cpu, firstAddress(cpu), cpu.instruction.base1, 2, cpu.address),
  },
  STIDP: {
    checks: [privileged, aligned(8)],
    action: (cpu) => storeDoubleword(cpu, firstAddress(cpu), cpu.instruction.base1, identification(cpu)),
  },
  /** Bits 0-31 of the facility list, at real 200. */
  STFL: {
    checks: [privileged],
    action: (cpu) => {
      demandAvailable(cpu, cpu.prefix);
      const word = viewOf(facilityList(cpu.configuration.facilities)).getUint32(0);
      setNumberAt(cpu, { absolute: cpu.prefix + 0xc8, length: 4, next: undefined }, 4, word);
    },
  },
  STFLE: {
    checks: [facility(7), aligned(8)],
    action: (cpu) => {
      const list = facilityList(cpu.configuration.facilities);
      const wanted = ((cpu.low(0) & 0xff) + 1) * 8;
      const stored = list.subarray(0, wanted);
      storePart(cpu, logical(cpu, Kind.store, firstAddress(cpu), stored.length, cpu.instruction.base1), stored);
      cpu.setLow(0, (cpu.low(0) & ~0xff) | (list.length / 8 - 1));
      setConditionCode(cpu, wanted < list.length ? 3 : 0);
    },
  },
  /** There is no translation-lookaside buffer to purge. */
  PTLB: { checks: [privileged], action: () => {} },
} satisfies Partial<Rows>;
