import type { Cpu } from '../cpu/cpu';
import { programCheck } from '../cpu/program-check';

const addressing = programCheck('addressing');

/** A frame that an instruction names must be in the configuration. */
export function demandAvailable(cpu: Cpu, absolute: number): void {
  if (absolute >= cpu.storage.size) throw addressing;
}

/**
 * The absolute address of the frame that a register names. The low-order 12 bits are ignored.
 * @throws addressing exception when it is not in the configuration
 */
export function frameAt(cpu: Cpu, address: bigint, addressing: 'real' | 'absolute'): number {
  const start = Number(address & ~0xfffn);
  const absolute = addressing === 'real' ? cpu.behaviour.prefixed(start, cpu.prefix) : start;
  demandAvailable(cpu, absolute);
  return absolute;
}
