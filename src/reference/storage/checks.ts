import type { Cpu } from '../cpu/cpu';
import { programCheck } from '../cpu/program-check';
import { type Access, Kind, Space } from './access';

/** One step of the check of a page fragment. It throws the program exception, or leaves what it found in the access. */
export type AccessCheck = (cpu: Cpu, access: Access) => void;

/** The address-space-control element; once for the whole operand, before its first fragment. */
export function designateSpace(cpu: Cpu, access: Access): void {
  if (!access.dat) {
    access.asce = 0n;
    access.privateSpace = false;
    return;
  }
  if (access.kind === Kind.instruction) access.asce = cpu.cr(access.space === Space.home ? 13 : 1);
  else if (access.space === Space.primary) access.asce = cpu.cr(1);
  else if (access.space === Space.secondary) access.asce = cpu.cr(7);
  else if (access.space === Space.home) access.asce = cpu.cr(13);
  else access.asce = cpu.behaviour.translateAccessRegister(cpu, access);
  access.privateSpace = (access.asce & 0x100n) !== 0n;
}

export function checkLowAddress(cpu: Cpu, access: Access): void {
  if (cpu.behaviour.lowAddressProtection(cpu, access)) throw cpu.behaviour.blocked(cpu, access, 'low-address');
}

export function translateFragment(cpu: Cpu, access: Access): void {
  if (access.dat && cpu.behaviour.translate(cpu, access)) access.absolute = access.real;
  else {
    if (!access.dat) access.real = Number(access.address);
    access.absolute = cpu.behaviour.prefixed(access.real, cpu.prefix);
  }
}

export function checkDatProtection(cpu: Cpu, access: Access): void {
  if (access.dat && access.datProtected && access.kind === Kind.store) throw cpu.behaviour.blocked(cpu, access, 'dat');
}

export function checkExecutionProtection(cpu: Cpu, access: Access): void {
  if (access.dat && access.executionProtected && access.kind === Kind.instruction)
    throw cpu.behaviour.blocked(cpu, access, 'execution');
}

export function checkAvailable(cpu: Cpu, access: Access): void {
  if (!cpu.storage.has(access.absolute)) throw programCheck('addressing');
}

/** Whether the key of the frame blocks the access, overrides included. */
export function keyBlocks(cpu: Cpu, access: Access): boolean {
  const storageKey = cpu.storage.key(access.absolute);
  return (
    cpu.behaviour.keyControlledProtection(access.key, storageKey, access.kind === Kind.store) &&
    !cpu.behaviour.fetchProtectionOverride(cpu, access) &&
    !cpu.behaviour.storageProtectionOverride(cpu, storageKey, access.key)
  );
}

export function checkKey(cpu: Cpu, access: Access): void {
  if (keyBlocks(cpu, access)) throw cpu.behaviour.blocked(cpu, access, 'key');
}

/**
 * The order of detection for one page fragment.
 * Source: Linux arch/s390/kvm/gaccess.c guest_range_to_gpas, access_guest_with_key.
 */
export const accessChecks: readonly AccessCheck[] = [
  checkLowAddress,
  translateFragment,
  checkDatProtection,
  checkExecutionProtection,
  checkAvailable,
  checkKey,
];
