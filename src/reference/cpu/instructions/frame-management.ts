import { demandAvailable, demandNoLowAddress, frameAt } from '../../storage/frames';
import { registerAddress } from '../addresses';
import { demand, demandKeysInstalled, facility, privileged } from '../checks';
import type { Cpu } from '../cpu';
import { m3 } from '../key-setting';
import { addressingMode, setConditionCode } from '../psw';
import type { Check, Rows } from '../row';

/** Bits 32-63 of R1 of PFMF. Source: Linux arch/s390/kvm/priv.c PFMF_*. */
export const frameControl = {
  reserved: 0xfffc0101,
  setKey: 0x20000,
  clearFrame: 0x10000,
  frameSize: 0x7000,
  nonQuiescing: 0x800,
  referenceIgnored: 0x400,
  changeIgnored: 0x200,
} as const;

const sizes: readonly number[] = [0x1000, 0x100000, 0x80000000];

const controlOf = (cpu: Cpu): number => cpu.low(cpu.instruction.first);
const sizeCode = (cpu: Cpu): number => (controlOf(cpu) & frameControl.frameSize) >>> 12;
const has = (cpu: Cpu, bit: number): boolean => (controlOf(cpu) & bit) !== 0;

/** The checks of PFMF in their order. Source: Linux arch/s390/kvm/priv.c handle_pfmf. */
export const frameChecks = {
  facility: facility(8),
  privileged,
  keysInstalled: (cpu) => {
    if (has(cpu, frameControl.setKey)) demandKeysInstalled(cpu);
  },
  reserved: (cpu) => demand(!has(cpu, frameControl.reserved)),
  nonQuiescing: (cpu) => demand(!has(cpu, frameControl.nonQuiescing) || cpu.has(14)),
  lowAddress: (cpu) => {
    if (has(cpu, frameControl.clearFrame)) lowAddressOfFrame(cpu);
  },
  frameSize: (cpu) => {
    demand(sizeCode(cpu) <= 2);
    demand(sizeCode(cpu) !== 2 || (cpu.has(78) && addressingMode(cpu) !== 24));
  },
} as const satisfies Readonly<Record<string, Check>>;

/** Low-address protection of the frame that R2 names, whatever its low-order 12 bits. */
export function lowAddressOfFrame(cpu: Cpu): void {
  demandNoLowAddress(cpu, registerAddress(cpu, cpu.instruction.second) & ~0xfffn);
}

/** Of MR and MC those that facility 10 offers, as in M3 of SSKE. */
function conditions(cpu: Cpu): number {
  if (!cpu.has(10)) return 0;
  const reference = has(cpu, frameControl.referenceIgnored) ? m3.referenceIgnored : 0;
  return reference | (has(cpu, frameControl.changeIgnored) ? m3.changeIgnored : 0);
}

function processFrame(cpu: Cpu, absolute: number): void {
  const { behaviour, storage } = cpu;
  if (has(cpu, frameControl.clearFrame)) behaviour.clearFrame(cpu, absolute);
  if (!has(cpu, frameControl.setKey)) return;
  const key = behaviour.keyFromRegister(controlOf(cpu));
  if (behaviour.setsKey(cpu, storage.key(absolute), key, conditions(cpu))) behaviour.setFrameKey(cpu, absolute, key);
}

function performFrameManagement(cpu: Cpu): void {
  const { second: r2 } = cpu.instruction;
  const code = sizeCode(cpu);
  const start = frameAt(cpu, registerAddress(cpu, r2), code === 0 ? 'real' : 'absolute');
  const end = cpu.behaviour.blockEnd(start, sizes[code]!);
  for (let absolute = start; absolute < end; absolute += 4096) {
    demandAvailable(cpu, absolute);
    processFrame(cpu, absolute);
  }
  if (code !== 0) cpu.behaviour.advanceFrames(cpu, r2, end);
}

/** R2 becomes the address behind the last frame. Source: handle_pfmf; its low-order 12 bits are zero there. */
export function advanceFrames(cpu: Cpu, register: number, end: number): void {
  const address = BigInt.asUintN(addressingMode(cpu), BigInt(end));
  if (addressingMode(cpu) === 64) cpu.setGr(register, address);
  else cpu.setLow(register, Number(address));
}

export function clearFrame(cpu: Cpu, absolute: number): void {
  cpu.behaviour.recordStore(cpu, absolute);
  cpu.storage.clearFrame(absolute);
}

export const frameManagement = {
  PFMF: { checks: Object.values(frameChecks), action: performFrameManagement },
  TB: {
    checks: [privileged, lowAddressOfFrame],
    action: (cpu) => {
      const absolute = frameAt(cpu, registerAddress(cpu, cpu.instruction.second), 'real');
      cpu.behaviour.clearFrame(cpu, absolute);
      cpu.setGr(0, 0n);
      setConditionCode(cpu, 0);
    },
  },
} satisfies Partial<Rows>;
