import { errno } from '../../../../uapi/errno';
import type { Vcpu } from '../vcpu';
import type { VirtualMachine } from '../vm';
import { flag, type MemOp } from './argument';

/** A condition of an operation before guest or program memory is touched: 0, a negated error number or an interruption code. */
export type VmCheck = (vm: VirtualMachine, memOp: MemOp) => number;
export type VcpuCheck = (vcpu: Vcpu, memOp: MemOp) => number;
type Check = (target: VirtualMachine | Vcpu, memOp: MemOp) => number;

const refuse =
  (wrong: (memOp: MemOp) => boolean, error: number): Check =>
  (_target, memOp) =>
    wrong(memOp) ? -error : 0;

export const onlyFlags = (known: bigint): Check => refuse(({ flags }) => (flags & ~known) !== 0n, errno.EINVAL);
export const notEmpty = refuse(({ size }) => size === 0, errno.EINVAL);
export const notLongerThan = (limit: number): Check => refuse(({ size }) => size > limit, errno.E2BIG);
export const keyInRange = refuse((memOp) => memOp.has(flag.storageKey) && memOp.key > 15, errno.EINVAL);
export const accessRegisterInRange = refuse(({ ar }) => ar > 15, errno.EINVAL);
export const notWiderThanQuadword = refuse(({ size }) => size > 16, errno.EINVAL);

/** Source: Linux 6.12 arch/s390/kvm/kvm-s390.c mem_op_validate_common; the size comes before the key. */
export const commonChecks = (known: bigint, limit: number): readonly Check[] => [
  onlyFlags(known),
  notEmpty,
  notLongerThan(limit),
  keyInRange,
];

/** The first check that refuses. */
export function firstRefusal<Target>(
  checks: readonly ((target: Target, memOp: MemOp) => number)[],
  target: Target,
  memOp: MemOp,
): number {
  for (let index = 0; index < checks.length; index += 1) {
    const result = checks[index]!(target, memOp);
    if (result !== 0) return result;
  }
  return 0;
}

/** The key of the access; without the flag the byte means nothing. */
export function accessKey(memOp: MemOp): number {
  return memOp.has(flag.storageKey) ? memOp.key : 0;
}
