import { programInterruptionCodes as codes } from '../../../../architecture/interruption-codes';
import { errno } from '../../../../uapi/errno';
import type { Operation, Result } from '../../operation';
import type { VirtualMachine } from '../vm';
import { flag, type MemOp, op } from './argument';
import { firstRefusal } from './checks';
import { accessPiece, checkPiece, pieceAt, pieces } from './frame-access';

/** ABSOLUTE_READ and ABSOLUTE_WRITE. Source: Linux 6.12 arch/s390/kvm/kvm-s390.c kvm_s390_vm_mem_op_abs. */
export function absolute(vm: VirtualMachine, memOp: MemOp): Result {
  const { kvm } = vm.configuration.model;
  const refused = firstRefusal(kvm.absoluteChecks, vm, memOp);
  if (refused !== 0) return refused;
  if (!kvm.isInMemory(vm, memOp.gaddr)) return codes.addressing;
  const key = kvm.accessKey(memOp);
  if (memOp.has(flag.checkOnly)) return kvm.checkAbsolute(vm, memOp, key);
  return memOp.op === op.absoluteRead ? kvm.absoluteRead(vm, memOp, key) : kvm.absoluteWrite(vm, memOp, key);
}

/** The first piece that fails wins. With key 0 no piece is looked at, not even for being there. */
export function checkAbsolute(vm: VirtualMachine, memOp: MemOp, key: number): number {
  const store = memOp.op !== op.absoluteRead;
  if (key === 0) return 0;
  for (const piece of pieces(memOp.gaddr, memOp.size)) {
    const code = checkPiece(vm, piece, key, store);
    if (code !== 0) return code;
  }
  return 0;
}

/** Everything is fetched before the first byte reaches the program. */
export function* absoluteRead(vm: VirtualMachine, memOp: MemOp, key: number): Operation {
  const { gaddr, size } = memOp;
  const bytes = new Uint8Array(size);
  for (let done = 0; done < size; ) {
    if (done > 0) yield;
    const piece = pieceAt(gaddr + BigInt(done), size - done);
    const code = accessPiece(vm, piece, bytes.subarray(done, done + piece.length), key, false);
    if (code !== 0) return code;
    done += piece.length;
  }
  yield;
  return vm.kernel.memory.copyOut(memOp.buf, bytes) ? 0 : -errno.EFAULT;
}

/** The program is read completely before the guest is touched; then piece by piece, and a piece that fails leaves those before it stored. */
export function* absoluteWrite(vm: VirtualMachine, memOp: MemOp, key: number): Operation {
  const { gaddr, size } = memOp;
  const bytes = vm.kernel.memory.copyIn(memOp.buf, size);
  if (bytes === undefined) return -errno.EFAULT;
  for (let done = 0; done < size; ) {
    yield;
    const piece = pieceAt(gaddr + BigInt(done), size - done);
    const code = accessPiece(vm, piece, bytes.subarray(done, done + piece.length), key, true);
    if (code !== 0) return code;
    done += piece.length;
  }
  return 0;
}
