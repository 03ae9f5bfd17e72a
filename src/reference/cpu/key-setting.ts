import type { Cpu } from './cpu';
import { addressingMode, setConditionCode } from './psw';

/** M3 of SSKE. */
export const m3 = { nonQuiescing: 8, referenceIgnored: 4, changeIgnored: 2, multipleBlock: 1 } as const;

/** A bit of M3 whose facility is missing is ignored. Source: Linux arch/s390/kvm/priv.c handle_sske. */
export function installedM3(cpu: Cpu, control: number): number {
  const blocks = cpu.has(8) ? control : control & ~m3.multipleBlock;
  return cpu.has(10) ? blocks : blocks & ~(m3.referenceIgnored | m3.changeIgnored);
}

/** Bits 56-62 of the register. */
export function keyFromRegister(low: number): number {
  return low & 0xfe;
}

/**
 * Whether the key is set: always without MR and MC, else when a bit that counts differs.
 * Source: Linux arch/s390/mm/pgtable.c cond_set_guest_storage_key.
 */
export function setsKey(_cpu: Cpu, old: number, fresh: number, control: number): boolean {
  if ((control & (m3.referenceIgnored | m3.changeIgnored)) === 0) return true;
  let counts = 0xf8;
  if ((control & m3.referenceIgnored) === 0) counts |= 0x04;
  if ((control & m3.changeIgnored) === 0) counts |= 0x02;
  return ((old ^ fresh) & counts) !== 0;
}

export function setFrameKey(cpu: Cpu, absolute: number, key: number): void {
  cpu.storage.setKey(absolute, key);
}

/** A conditional SSKE tells the old key in bits 48-55 of R1 and in the condition code whether it has set the key. */
export function endConditional(cpu: Cpu, register: number, old: number, set: boolean): void {
  cpu.setLow(register, (cpu.low(register) & ~0xff00) | (old << 8));
  setConditionCode(cpu, set ? 1 : 0);
}

/** A conditional SSKE of several frames has no key to tell. */
export function endConditionalBlock(cpu: Cpu): void {
  setConditionCode(cpu, 3);
}

/** The end of the block that the address is in. */
export function blockEnd(absolute: number, size: number): number {
  return (Math.floor(absolute / size) + 1) * size;
}

/** Bits 0-51 of the register (32-51 outside the 64-bit mode) become the address; the low-order 12 bits stay. */
export function advanceBlock(cpu: Cpu, register: number, end: number): void {
  const address = BigInt.asUintN(addressingMode(cpu), BigInt(end));
  if (addressingMode(cpu) === 64) cpu.setGr(register, address | (cpu.gr(register) & 0xfffn));
  else cpu.setLow(register, Number(address) | (cpu.low(register) & 0xfff));
}

/** ISKE, IVSK: the key becomes bits 56-63 of the register. */
export function insertKey(cpu: Cpu, register: number, key: number): void {
  cpu.setLow(register, (cpu.low(register) & ~0xff) | key);
}

export function resetReference(key: number): number {
  return key & ~0x04;
}

/** Condition code of RRBE: two times the reference bit plus the change bit. */
export function referenceAndChange(key: number): number {
  return (key >> 1) & 3;
}
