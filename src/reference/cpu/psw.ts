import type { Cpu } from './cpu';

const word0 = 0x100;
const word1 = 0x104;
const address = 0x108;

/** Masks in PSW bits 0-31. */
export const pswMask = {
  dat: 0x04000000,
  inputOutput: 0x02000000,
  external: 0x01000000,
  key: 0x00f00000,
  machineCheck: 0x00040000,
  wait: 0x00020000,
  problem: 0x00010000,
} as const;

export function pswHas(cpu: Cpu, mask: number): boolean {
  return (cpu.view.getUint32(word0) & mask) !== 0;
}

export function pswKey(cpu: Cpu): number {
  return (cpu.view.getUint32(word0) >>> 20) & 0xf;
}

export function setPswKey(cpu: Cpu, key: number): void {
  cpu.view.setUint32(word0, (cpu.view.getUint32(word0) & ~pswMask.key) | (key << 20));
}

/** PSW bits 16-17. */
export function pswSpace(cpu: Cpu): 0 | 1 | 2 | 3 {
  return ((cpu.view.getUint32(word0) >>> 14) & 3) as 0 | 1 | 2 | 3;
}

export function conditionCode(cpu: Cpu): number {
  return (cpu.view.getUint32(word0) >>> 12) & 3;
}

export function setConditionCode(cpu: Cpu, code: number): void {
  cpu.view.setUint32(word0, (cpu.view.getUint32(word0) & ~0x3000) | (code << 12));
}

export function addressingMode(cpu: Cpu): 24 | 31 | 64 {
  if ((cpu.view.getUint32(word0) & 1) !== 0) return 64;
  return cpu.view.getUint32(word1) >>> 31 === 1 ? 31 : 24;
}

/** The address as the addressing mode sees it. */
export function wrapped(cpu: Cpu, value: bigint): bigint {
  const mode = addressingMode(cpu);
  return BigInt.asUintN(mode, value);
}

export function instructionAddress(cpu: Cpu): bigint {
  return cpu.view.getBigUint64(address);
}

export function setInstructionAddress(cpu: Cpu, value: bigint): void {
  cpu.view.setBigUint64(address, value);
}

/**
 * The conditions of an early PSW specification exception.
 * Source: z/Architecture; Linux arch/s390/kvm is_valid_psw, PSW_MASK_UNASSIGNED.
 */
export function pswIsValid(cpu: Cpu): boolean {
  const high = cpu.view.getUint32(word0);
  const low = cpu.view.getUint32(word1);
  if ((high & 0xb80800fe) !== 0 || (low & 0x7fffffff) !== 0) return false;
  if ((high & 1) !== 0) {
    if (low === 0) return false;
  } else {
    const limit = low === 0 ? 24 : 31;
    if (cpu.view.getUint32(address) !== 0 || cpu.view.getUint32(address + 4) >>> limit !== 0) return false;
  }
  return (high & pswMask.key) === 0 || !cpu.has(169);
}
