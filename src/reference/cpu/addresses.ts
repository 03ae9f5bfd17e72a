import type { Cpu } from './cpu';
import { addressingMode, wrapped } from './psw';

/** Effective address of the first storage operand: base, index and displacement, wrapped. */
export function firstAddress(cpu: Cpu): bigint {
  const { base1, index, displacement1 } = cpu.instruction;
  let sum = BigInt(displacement1);
  if (base1 !== 0) sum += cpu.gr(base1);
  if (index !== 0) sum += cpu.gr(index);
  return wrapped(cpu, sum);
}

/** Effective address of the second storage operand. */
export function secondAddress(cpu: Cpu): bigint {
  const { base2, displacement2 } = cpu.instruction;
  return wrapped(cpu, base2 === 0 ? BigInt(displacement2) : cpu.gr(base2) + BigInt(displacement2));
}

/** A register used as an address. */
export function registerAddress(cpu: Cpu, register: number): bigint {
  return wrapped(cpu, cpu.gr(register));
}

/** The address a number of halfwords away from the instruction. */
export function relativeAddress(cpu: Cpu, halfwords: number): bigint {
  return wrapped(cpu, cpu.instruction.origin + BigInt(halfwords * 2));
}

/** An address as a result: bits 0-31 of the register change in the 64-bit mode only. */
export function setAddressRegister(cpu: Cpu, register: number, address: bigint): void {
  if (addressingMode(cpu) === 64) cpu.setGr(register, address);
  else cpu.setLow(register, Number(address));
}
