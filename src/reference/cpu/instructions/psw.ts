import { Kind } from '../../storage/access';
import { fetchDoubleword, fetchNumber, setNumberAt, viewOf } from '../../storage/numbers';
import { fetchPart, logical } from '../../storage/operands';
import { firstAddress } from '../addresses';
import {
  datOn,
  demand,
  demandAligned,
  demandKeyAuthority,
  demandKeysInstalled,
  demandOperable,
  extractionAuthority,
  privileged,
} from '../checks';
import type { Cpu } from '../cpu';
import { supervisorCall } from '../interruptions';
import { pswKey, setConditionCode, setInstructionAddress, setPswKey } from '../psw';
import type { Row, Rows } from '../row';

const word0 = 0x100;
const word1 = 0x104;

/** CR0 bit 33: SET SYSTEM MASK is suppressed. */
const ssmSuppression = 0x40000000;

/** Bit 12 of a PSW of 8 bytes is one and does not become part of the PSW. */
const shortPsw = 0x00080000;

/** Loads a PSW; what is wrong with it is recognised when the CPU is to work with it. */
function loadPsw(cpu: Cpu, high: number, low: number, address: bigint): void {
  if ((high & 0x00f00000) !== 0) demandKeysInstalled(cpu);
  cpu.view.setUint32(word0, high);
  cpu.view.setUint32(word1, low);
  setInstructionAddress(cpu, address);
}

/** The system mask is bits 0-7 of the PSW. */
const changeSystemMask = (change: (mask: number, operand: number) => number): Row => ({
  checks: [privileged],
  action: (cpu) => {
    const part = logical(cpu, Kind.store, firstAddress(cpu), 1, cpu.instruction.base1);
    const mask = cpu.view.getUint8(word0);
    setNumberAt(cpu, part, 1, mask);
    cpu.view.setUint8(word0, change(mask, cpu.instruction.first));
  },
});

export const systemMasks = {
  SSM: {
    checks: [privileged, (cpu) => demandOperable((cpu.crLow(0) & ssmSuppression) === 0)],
    action: (cpu) => cpu.view.setUint8(word0, fetchNumber(cpu, firstAddress(cpu), cpu.instruction.base1, 1)),
  },
  STNSM: changeSystemMask((mask, operand) => mask & operand),
  STOSM: changeSystemMask((mask, operand) => mask | operand),
} satisfies Partial<Rows>;

export const psws = {
  LPSW: {
    checks: [privileged, (cpu) => demandAligned(firstAddress(cpu), 8)],
    action: (cpu) => {
      const content = fetchDoubleword(cpu, firstAddress(cpu), cpu.instruction.base1);
      const high = Number(content >> 32n);
      const low = Number(content & 0xffffffffn);
      demand((high & shortPsw) !== 0);
      loadPsw(cpu, high & ~shortPsw, low & 0x80000000, BigInt(low & 0x7fffffff));
    },
  },
  LPSWE: {
    checks: [privileged, (cpu) => demandAligned(firstAddress(cpu), 8)],
    action: (cpu) => {
      const part = logical(cpu, Kind.fetch, firstAddress(cpu), 16, cpu.instruction.base1);
      const content = viewOf(fetchPart(cpu, part, 16));
      loadPsw(cpu, content.getUint32(0), content.getUint32(4), content.getBigUint64(8));
    },
  },
  EPSW: {
    checks: [],
    action: (cpu) => {
      const { first: r1, second: r2 } = cpu.instruction;
      const [high, low] = [cpu.view.getUint32(word0), cpu.view.getUint32(word1)];
      cpu.setLow(r1, high);
      if (r2 !== 0) cpu.setLow(r2, low);
    },
  },
  SPM: {
    checks: [],
    action: (cpu) => {
      const bits = (cpu.low(cpu.instruction.first) >>> 24) & 0x3f;
      cpu.view.setUint8(word0 + 2, (cpu.view.getUint8(word0 + 2) & 0xc0) | bits);
    },
  },
  IPM: {
    checks: [],
    action: (cpu) => {
      const { first: r1 } = cpu.instruction;
      const bits = cpu.view.getUint8(word0 + 2) & 0x3f;
      cpu.setLow(r1, (cpu.low(r1) & 0x00ffffff) | (bits << 24));
    },
  },
  SVC: {
    checks: [],
    action: (cpu) => {
      supervisorCall(cpu, cpu.instruction.first);
      cpu.ending = 'supervisor-call';
    },
  },
} satisfies Partial<Rows>;

export const pswKeys = {
  IPK: {
    checks: [extractionAuthority],
    action: (cpu) => cpu.setLow(2, (cpu.low(2) & ~0xff) | (pswKey(cpu) << 4)),
  },
  SPKA: {
    checks: [],
    action: (cpu) => {
      const key = Number((firstAddress(cpu) >> 4n) & 0xfn);
      demandKeyAuthority(cpu, key);
      if (key !== 0) demandKeysInstalled(cpu);
      setPswKey(cpu, key);
    },
  },
} satisfies Partial<Rows>;

/** Address-space codes of SAC and IAC, and PSW bits 16-17 for them. */
const spaceOfCode = [0, 2, 1, 3];

const setAddressSpace: Row = {
  checks: [datOn, (cpu) => demandOperable((cpu.crLow(0) & 0x04000000) !== 0)],
  action: (cpu) => {
    const code = Number((firstAddress(cpu) >> 8n) & 0xfn);
    demand(code <= 3);
    if (code === 3) privileged(cpu);
    const byte = cpu.view.getUint8(word0 + 2);
    cpu.view.setUint8(word0 + 2, (byte & 0x3f) | (spaceOfCode[code]! << 6));
  },
};

export const addressSpaces = {
  SAC: setAddressSpace,
  SACF: setAddressSpace,
  IAC: {
    checks: [datOn, extractionAuthority],
    action: (cpu) => {
      const { first: r1 } = cpu.instruction;
      const code = spaceOfCode.indexOf(cpu.view.getUint8(word0 + 2) >>> 6);
      cpu.setLow(r1, (cpu.low(r1) & ~0xff00) | (code << 8));
      setConditionCode(cpu, code);
    },
  },
} satisfies Partial<Rows>;
