import type { Cpu } from '../cpu/cpu';
import { programCheck } from '../cpu/program-check';
import { pswSpace } from '../cpu/psw';
import { Kind } from './access';
import { checkLowAddress } from './checks';
import { describeByte } from './translated';

const addressing = programCheck('addressing');

/** A frame that an instruction names must be in the configuration. */
export function demandAvailable(cpu: Cpu, absolute: number): void {
  if (!cpu.storage.has(absolute)) throw addressing;
}

/**
 * The absolute address of the frame that a register names. The low-order 12 bits are ignored.
 * @throws addressing exception when it is not in the configuration
 */
export function frameAt(cpu: Cpu, address: bigint, kind: 'real' | 'absolute'): number {
  const start = Number(address & ~0xfffn);
  const absolute = kind === 'real' ? cpu.behaviour.prefixed(start, cpu.prefix) : start;
  demandAvailable(cpu, absolute);
  return absolute;
}

/** Low-address protection of an instruction that stores at a real or absolute address. */
export function demandNoLowAddress(cpu: Cpu, address: bigint): void {
  const access = describeByte(cpu, Kind.store, address, pswSpace(cpu), 0, false);
  cpu.behaviour.designateSpace(cpu, access);
  checkLowAddress(cpu, access);
}
