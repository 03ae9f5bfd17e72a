import { addressingMode, pswHas, pswMask, pswSpace, wrapped } from '../../../cpu/psw';
import { Kind, Space } from '../../../storage/access';
import { locate } from '../../../storage/operands';
import type { Vcpu } from '../vcpu';
import { type MemOp, op } from './argument';
import type { Piece } from './frame-access';

/** A piece of a logical operand: its effective address, and where it is in absolute storage. */
export interface Located extends Piece {
  readonly address: bigint;
}

export interface Fragment {
  readonly address: bigint;
  readonly length: number;
}

/** The pieces of an operand page by page; addresses wrap as the addressing mode says. */
export function fragments(vcpu: Vcpu, { gaddr, size }: MemOp): Fragment[] {
  const mode = addressingMode(vcpu.cpu);
  const all: Fragment[] = [];
  let address = wrapped(vcpu.cpu, gaddr);
  for (let left = size; left > 0; ) {
    const length = Math.min(left, 4096 - Number(address & 0xfffn));
    all.push({ address, length });
    left -= length;
    address = BigInt.asUintN(mode, address + BigInt(length));
  }
  return all;
}

/** Translates one piece, with all checks but that of the key. @throws ProgramCheck */
export function locatePiece(vcpu: Vcpu, memOp: MemOp, { address, length }: Fragment): Located {
  const { cpu, vm } = vcpu;
  const dat = pswHas(cpu, pswMask.dat);
  const space = pswSpace(cpu);
  if (dat && space === Space.accessRegister) vcpu.loadAccessRegisters();
  const kind = memOp.op === op.logicalRead ? Kind.fetch : Kind.store;
  // Key 0 matches every storage key.
  const { absolute } = vm.storage.seenByHost(() => locate(cpu, kind, address, length, space, memOp.ar, dat, 0));
  return { address, length, frame: Math.floor(absolute / 4096), offset: absolute % 4096 };
}

/** The whole operand, before any of it is accessed. @throws ProgramCheck */
export function locateOperand(vcpu: Vcpu, memOp: MemOp): Located[] {
  const { kvm } = vcpu.vm.configuration.model;
  return kvm.fragments(vcpu, memOp).map((fragment) => kvm.locatePiece(vcpu, memOp, fragment));
}
