import type { Cpu } from '../cpu/cpu';
import { type Access, Kind } from './access';

const cr0Low = 0x180 + 4;

/** Masks in CR0 bits 32-63. */
export const cr0Mask = {
  lowAddressProtection: 0x10000000,
  extractionAuthority: 0x08000000,
  secondarySpace: 0x04000000,
  fetchProtectionOverride: 0x02000000,
  storageProtectionOverride: 0x01000000,
  enhancedDat: 0x00800000,
  executionProtection: 0x00100000,
} as const;

export function cr0Has(cpu: Cpu, mask: number): boolean {
  return (cpu.view.getUint32(cr0Low) & mask) !== 0;
}

/**
 * Whether the key blocks the access.
 * Source: z/Architecture key-controlled protection; Linux arch/s390/kvm/gaccess.c vcpu_check_access_key.
 */
export function keyControlledProtection(accessKey: number, storageKey: number, store: boolean): boolean {
  if (accessKey === 0 || accessKey === storageKey >>> 4) return false;
  return store || (storageKey & 0x08) !== 0;
}

/**
 * A fetch that lies wholly in effective 0-2047 is not subject to key-controlled protection.
 * Source: Linux arch/s390/kvm/gaccess.c fetch_prot_override_applicable.
 */
export function fetchProtectionOverride(cpu: Cpu, access: Access): boolean {
  return (
    access.kind !== Kind.store &&
    cr0Has(cpu, cr0Mask.fetchProtectionOverride) &&
    !access.privateSpace &&
    access.address + BigInt(access.length) <= 2048n
  );
}

/** Storage with access-control bits 9 is open to every key. Source: gaccess.c storage_prot_override_applicable. */
export function storageProtectionOverride(cpu: Cpu, storageKey: number, _accessKey: number): boolean {
  return storageKey >>> 4 === 9 && cr0Has(cpu, cr0Mask.storageProtectionOverride);
}

/** Whether an effective address is in one of the two ranges. Both start a frame, so the first byte of a fragment tells. */
export function lowAddress(address: bigint): boolean {
  return address < 0x1200n && (Number(address) & ~0x11ff) === 0;
}

/** Stores to effective 0-511 and 4096-4607. Source: gaccess.c low_address_protection_enabled. */
export function lowAddressProtection(cpu: Cpu, access: Access): boolean {
  return (
    access.kind === Kind.store &&
    cr0Has(cpu, cr0Mask.lowAddressProtection) &&
    !access.privateSpace &&
    lowAddress(access.address)
  );
}

export function recordFetch(cpu: Cpu, absolute: number): void {
  const key = cpu.storage.key(absolute);
  if ((key & 0x04) === 0) cpu.storage.setKey(absolute, key | 0x04);
}

export function recordStore(cpu: Cpu, absolute: number): void {
  const key = cpu.storage.key(absolute);
  if ((key & 0x06) !== 0x06) cpu.storage.setKey(absolute, key | 0x06);
}
