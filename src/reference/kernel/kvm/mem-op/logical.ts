import { errno } from '../../../../uapi/errno';
import { ProgramCheck } from '../../../cpu/program-check';
import { addressingMode, pswHas, pswMask, pswSpace, wrapped } from '../../../cpu/psw';
import { type Access, Kind, type Part, Space } from '../../../storage/access';
import { locate } from '../../../storage/operands';
import type { Operation, Result } from '../../operation';
import type { Vcpu } from '../vcpu';
import { flag, type MemOp, op } from './argument';
import { firstRefusal } from './checks';
import { accessPiece } from './frame-access';

/** LOGICAL_READ and LOGICAL_WRITE. Source: Linux 6.12 arch/s390/kvm/kvm-s390.c kvm_s390_vcpu_mem_op. */
export function logical(vcpu: Vcpu, memOp: MemOp): Result {
  const { kvm } = vcpu.vm.configuration.model;
  const refused = firstRefusal(kvm.logicalChecks, vcpu, memOp);
  if (refused !== 0) return refused;
  if (memOp.has(flag.checkOnly)) return kvm.checkLogical(vcpu, memOp);
  return memOp.op === op.logicalRead ? kvm.logicalRead(vcpu, memOp) : kvm.logicalWrite(vcpu, memOp);
}

const kindOf = (memOp: MemOp): Kind => (memOp.op === op.logicalRead ? Kind.fetch : Kind.store);

/** The pieces of the operand; exceptions are thrown. With a key each piece is translated and compared before the next one. */
export function locateOperand(vcpu: Vcpu, memOp: MemOp, key: number): Part {
  const { cpu, vm } = vcpu;
  const dat = pswHas(cpu, pswMask.dat);
  if (dat && pswSpace(cpu) === Space.accessRegister) vcpu.loadAccessRegisters();
  return vm.storage.seenByHost(() =>
    locate(cpu, kindOf(memOp), wrapped(cpu, memOp.gaddr), memOp.size, pswSpace(cpu), memOp.ar, dat, key),
  );
}

/** An exception is the result of the call; with the flag it is also made pending for the CPU. */
export function concluded(vcpu: Vcpu, memOp: MemOp, check: ProgramCheck): number {
  const { kvm } = vcpu.vm.configuration.model;
  if (kvm.injects(memOp)) kvm.injectProgram(vcpu, new ProgramCheck(check.code, check.teid, kvm.accessId(memOp, check)));
  return check.code;
}

/** Linux stores the number of the access register in every address-space mode. Source: Linux 6.12 gaccess.c trans_exc_ending. */
export const accessId = ({ ar }: MemOp, { teid }: ProgramCheck): number | undefined =>
  teid === undefined ? undefined : ar;

export const injects = (memOp: MemOp): boolean => memOp.has(flag.injectException);

/** Runs what may meet an exception of the guest. */
function guarded<T>(vcpu: Vcpu, memOp: MemOp, act: () => T): T | number {
  try {
    return act();
  } catch (reason) {
    if (!(reason instanceof ProgramCheck)) throw reason;
    return concluded(vcpu, memOp, reason);
  }
}

export function checkLogical(vcpu: Vcpu, memOp: MemOp): number {
  const { kvm } = vcpu.vm.configuration.model;
  const found = guarded(vcpu, memOp, () => kvm.locateOperand(vcpu, memOp, kvm.accessKey(memOp)));
  return typeof found === 'number' ? found : 0;
}

/** One piece of a translated operand: its key is compared, then it is accessed as the host does. */
function accessPart(vcpu: Vcpu, access: Access, part: Part, bytes: Uint8Array, first: boolean): number | ProgramCheck {
  const { cpu, vm } = vcpu;
  const { kvm } = vm.configuration.model;
  const store = access.kind === Kind.store;
  const piece = { frame: Math.floor(part.absolute / 4096), offset: part.absolute % 4096, length: part.length };
  access.absolute = part.absolute;
  if (!kvm.keyBlocks(cpu, access) && accessPiece(vm, piece, bytes, 0, store) === 0) return 0;
  return kvm.keyException(cpu, access, store && !first);
}

/**
 * The operand piece by piece. The address of each piece is the effective one: overrides look at it.
 * Source: Linux 6.12 arch/s390/kvm/gaccess.c access_guest_with_key.
 */
export function* accessOperand(vcpu: Vcpu, memOp: MemOp, operand: Part, bytes: Uint8Array): Operation {
  const { cpu, vm } = vcpu;
  const key = vm.configuration.model.kvm.accessKey(memOp);
  let address = wrapped(cpu, memOp.gaddr);
  let done = 0;
  for (let part: Part | undefined = operand; part !== undefined; part = part.next) {
    if (done > 0) yield;
    const { access } = cpu;
    access.key = key;
    access.address = address;
    access.length = part.length;
    const result = accessPart(vcpu, access, part, bytes.subarray(done, done + part.length), done === 0);
    if (result !== 0) return typeof result === 'number' ? result : concluded(vcpu, memOp, result);
    done += part.length;
    address = BigInt.asUintN(addressingMode(cpu), address + BigInt(part.length));
  }
  return 0;
}

/** The whole operand is translated first; the program gets its bytes last. */
export function* logicalRead(vcpu: Vcpu, memOp: MemOp): Operation {
  const { kvm } = vcpu.vm.configuration.model;
  const operand = guarded(vcpu, memOp, () => kvm.locateOperand(vcpu, memOp, 0));
  if (typeof operand === 'number') return operand;
  const bytes = new Uint8Array(memOp.size);
  const code = yield* accessOperand(vcpu, memOp, operand, bytes);
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
  const operand = guarded(vcpu, memOp, () => kvm.locateOperand(vcpu, memOp, 0));
  if (typeof operand === 'number') return operand;
  return yield* accessOperand(vcpu, memOp, operand, bytes);
}
