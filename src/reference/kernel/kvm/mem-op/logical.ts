import { errno } from '../../../../uapi/errno';
import { ProgramCheck } from '../../../cpu/program-check';
import type { Operation, Result } from '../../operation';
import type { Vcpu } from '../vcpu';
import { flag, type MemOp, op } from './argument';
import { firstRefusal } from './checks';
import { accessPiece } from './frame-access';
import { describePiece } from './key-comparison';
import type { Located } from './operand';

/** LOGICAL_READ and LOGICAL_WRITE. Source: Linux 6.12 arch/s390/kvm/kvm-s390.c kvm_s390_vcpu_mem_op. */
export function logical(vcpu: Vcpu, memOp: MemOp): Result {
  const { kvm } = vcpu.vm.configuration.model;
  const refused = firstRefusal(kvm.logicalChecks, vcpu, memOp);
  if (refused !== 0) return refused;
  if (memOp.has(flag.checkOnly)) return kvm.checkLogical(vcpu, memOp);
  return memOp.op === op.logicalRead ? kvm.logicalRead(vcpu, memOp) : kvm.logicalWrite(vcpu, memOp);
}

/** An exception is the result of the call; with the flag it is also made pending for the CPU. */
export function concluded(vcpu: Vcpu, memOp: MemOp, check: ProgramCheck): number {
  const { kvm } = vcpu.vm.configuration.model;
  if (kvm.injects(memOp)) kvm.injectProgram(vcpu, new ProgramCheck(check.code, check.teid, accessId(memOp, check)));
  return check.code;
}

/** Linux stores the number of the access register in every address-space mode. Source: Linux 6.12 gaccess.c trans_exc_ending. */
const accessId = ({ ar }: MemOp, { teid }: ProgramCheck): number | undefined => (teid === undefined ? undefined : ar);

export const injects = (memOp: MemOp): boolean => memOp.has(flag.injectException);

/** Runs what may meet an exception of the guest; its code is the result then. */
function guarded<T>(vcpu: Vcpu, memOp: MemOp, act: () => T): T | number {
  try {
    return act();
  } catch (reason) {
    if (!(reason instanceof ProgramCheck)) throw reason;
    return concluded(vcpu, memOp, reason);
  }
}

/** Each piece is translated and its key compared before the next one. */
export function checkLogical(vcpu: Vcpu, memOp: MemOp): number {
  const { kvm } = vcpu.vm.configuration.model;
  return guarded(vcpu, memOp, () => {
    for (const fragment of kvm.fragments(vcpu, memOp)) {
      const access = describePiece(vcpu, memOp, kvm.locatePiece(vcpu, memOp, fragment));
      if (kvm.keyBlocks(vcpu, memOp, access)) throw kvm.keyException(vcpu.cpu, access, false);
    }
    return 0;
  });
}

/** The pieces one after the other, the key of each compared as it is accessed. Source: Linux 6.12 gaccess.c access_guest_with_key. */
export function* accessOperand(vcpu: Vcpu, memOp: MemOp, operand: readonly Located[], bytes: Uint8Array): Operation {
  const { cpu, vm } = vcpu;
  const { kvm } = vm.configuration.model;
  const store = memOp.op === op.logicalWrite;
  let done = 0;
  for (const piece of operand) {
    if (done > 0) yield;
    const access = describePiece(vcpu, memOp, piece);
    const part = bytes.subarray(done, done + piece.length);
    if (kvm.keyBlocks(vcpu, memOp, access) || accessPiece(vm, piece, part, 0, store) !== 0)
      return concluded(vcpu, memOp, kvm.keyException(cpu, access, store && done > 0));
    done += piece.length;
  }
  return 0;
}

/** The whole operand is translated first; the program gets its bytes last. */
export function* logicalRead(vcpu: Vcpu, memOp: MemOp): Operation {
  const { kvm } = vcpu.vm.configuration.model;
  const operand = guarded(vcpu, memOp, () => kvm.locateOperand(vcpu, memOp));
  if (typeof operand === 'number') return operand;
  const bytes = new Uint8Array(memOp.size);
  const code = yield* kvm.accessOperand(vcpu, memOp, operand, bytes);
  if (code !== 0) return code;
  yield;
  return vcpu.vm.kernel.memory.copyOut(memOp.buf, bytes) ? 0 : -errno.EFAULT;
}

/** The program is read before the operand is translated, the operand translated before the first byte is stored. */
export function* logicalWrite(vcpu: Vcpu, memOp: MemOp): Operation {
  const { kvm } = vcpu.vm.configuration.model;
  const bytes = vcpu.vm.kernel.memory.copyIn(memOp.buf, memOp.size);
  if (bytes === undefined) return -errno.EFAULT;
  yield;
  const operand = guarded(vcpu, memOp, () => kvm.locateOperand(vcpu, memOp));
  if (typeof operand === 'number') return operand;
  return yield* kvm.accessOperand(vcpu, memOp, operand, bytes);
}
