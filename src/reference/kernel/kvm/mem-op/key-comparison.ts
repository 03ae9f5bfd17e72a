import type { Cpu } from '../../../cpu/cpu';
import { ProgramCheck } from '../../../cpu/program-check';
import { type Access, Kind } from '../../../storage/access';
import { protectionException } from '../../../storage/identification';
import type { Vcpu } from '../vcpu';
import type { MemOp } from './argument';
import type { Located } from './operand';

/** The key that the program names is for accesses through a CPU too. */
export const logicalKey = (vcpu: Vcpu, memOp: MemOp): number => vcpu.vm.configuration.model.kvm.accessKey(memOp);

/** What is compared and, where it does not match, identified: one piece of the operand with the key of the operation. */
export function describePiece(vcpu: Vcpu, memOp: MemOp, piece: Located): Access {
  const { access } = vcpu.cpu;
  access.key = vcpu.vm.configuration.model.kvm.logicalKey(vcpu, memOp);
  access.address = piece.address;
  access.length = piece.length;
  access.absolute = piece.frame * 4096 + piece.offset;
  return access;
}

/** The overrides of the CPU open what the key would close. Source: Linux 6.12 arch/s390/kvm/gaccess.c vcpu_check_access_key_gpa. */
export function keyBlocks(vcpu: Vcpu, memOp: MemOp, access: Access): boolean {
  const { cpu, vm } = vcpu;
  const { kvm, behaviour } = vm.configuration.model;
  const storageKey = vm.storage.key(access.absolute);
  if (!behaviour.keyControlledProtection(access.key, storageKey, access.kind === Kind.store)) return false;
  if (!kvm.withOverrides(memOp)) return true;
  return !kvm.fetchOverride(cpu, access) && !kvm.storageOverride(cpu, storageKey, access.key);
}

/** Every operation honours the overrides. */
export const withOverrides = (_memOp: MemOp): boolean => true;
export const fetchOverride = (cpu: Cpu, access: Access): boolean => cpu.behaviour.fetchProtectionOverride(cpu, access);
export const storageOverride = (cpu: Cpu, storageKey: number, key: number): boolean =>
  cpu.behaviour.storageProtectionOverride(cpu, storageKey, key);

/** Bits 56, 60 and 61 of the translation-exception identification. */
const kindBits = 0x8cn;

/**
 * A key that does not match. Where pieces before were stored into, the access is reported as terminated: no kind of protection.
 * Source: Linux 6.12 arch/s390/kvm/gaccess.c trans_exc_ending.
 */
export function keyException(cpu: Cpu, access: Access, terminated: boolean): ProgramCheck {
  const { code, teid = 0n, accessId } = protectionException(cpu, access, 'key');
  return new ProgramCheck(code, terminated ? teid & ~kindBits : teid, accessId);
}
