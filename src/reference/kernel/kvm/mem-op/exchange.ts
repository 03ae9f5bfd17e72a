import { programInterruptionCodes as codes } from '../../../../architecture/interruption-codes';
import { errno } from '../../../../uapi/errno';
import type { Operation, Result } from '../../operation';
import type { VirtualMachine } from '../vm';
import type { MemOp } from './argument';
import { firstRefusal } from './checks';
import { pageOf, pieceAt } from './frame-access';

export const exchangeWidths: readonly number[] = [1, 2, 4, 8, 16];

/** ABSOLUTE_CMPXCHG. Source: Linux 6.12 arch/s390/kvm/kvm-s390.c kvm_s390_vm_mem_op_cmpxchg. */
export function exchange(vm: VirtualMachine, memOp: MemOp): Result {
  const { kvm } = vm.configuration.model;
  const refused = firstRefusal(kvm.exchangeChecks, vm, memOp);
  return refused === 0 ? kvm.compareAndExchange(vm, memOp) : refused;
}

/** Values of the program and of the guest are `size` bytes in the order of guest storage. */
export function* compareAndExchange(vm: VirtualMachine, memOp: MemOp): Operation {
  const { kvm } = vm.configuration.model;
  const { memory } = vm.kernel;
  const { size } = memOp;
  const fresh = memory.copyIn(memOp.buf, size);
  if (fresh === undefined) return -errno.EFAULT;
  const expected = memory.copyIn(memOp.oldAddress, size);
  if (expected === undefined) return -errno.EFAULT;
  if (!kvm.isInMemory(vm, memOp.gaddr)) return codes.addressing;
  // The place comes before the width. Source: Linux 6.12 arch/s390/kvm/gaccess.c cmpxchg_guest_abs_with_key.
  if (!kvm.exchangeIsAligned(memOp.gaddr, size)) return -errno.EINVAL;
  if (!exchangeWidths.includes(size)) return -errno.EINVAL;
  yield;
  const result = yield* kvm.exchangePiece(vm, memOp, expected, fresh);
  if (typeof result === 'number') {
    memory.copyOut(memOp.oldAddress, new Uint8Array(size));
    return result;
  }
  if (result.exchanged) return 0;
  yield;
  return memory.copyOut(memOp.oldAddress, result.seen) ? 0 : -errno.EFAULT;
}

export const exchangeIsAligned = (address: bigint, size: number): boolean => address % BigInt(size) === 0n;

export interface Exchange {
  readonly exchanged: boolean;
  readonly seen: Uint8Array;
}

/** One indivisible step: a store-type access even where the comparison fails. */
// biome-ignore lint/correctness/useYield: the pause points of a wrong exchange are in a fault
export function* exchangePiece(
  vm: VirtualMachine,
  memOp: MemOp,
  expected: Uint8Array,
  fresh: Uint8Array,
): Generator<undefined, Exchange | number, undefined> {
  const { kvm } = vm.configuration.model;
  const { frame, offset, length } = pieceAt(memOp.gaddr, memOp.size);
  const page = pageOf(vm, frame, true);
  if (page === undefined || !kvm.keyAllowsExchange(vm, frame, kvm.accessKey(memOp))) return codes.protection;
  const seen = page.slice(offset, offset + length);
  const exchanged = Buffer.compare(seen, expected) === 0;
  if (exchanged) page.set(fresh, offset);
  kvm.recordExchange(vm, frame, exchanged);
  return { exchanged, seen };
}

/** An exchange is a store for keys, whatever the comparison will say. */
export const keyAllowsExchange = (vm: VirtualMachine, frame: number, key: number): boolean =>
  vm.configuration.model.kvm.keyAllows(vm, frame, key, true);

/** A comparison that fails stores nothing: the frame stays clean. */
export function recordExchange(vm: VirtualMachine, frame: number, exchanged: boolean): void {
  vm.configuration.model.kvm.record(vm, frame, exchanged);
}
