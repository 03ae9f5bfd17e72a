import { programInterruptionCodes as codes } from '../../architecture/interruption-codes';
import { cr0Has, cr0Mask } from '../storage/protection';
import type { Cpu } from './cpu';
import { ProgramCheck } from './program-check';
import { pswHas, pswMask } from './psw';
import type { Check } from './row';

const specification = new ProgramCheck(codes.specification);
const specialOperation = new ProgramCheck(codes['special operation']);
const privilegedOperation = new ProgramCheck(codes['privileged operation']);
const operation = new ProgramCheck(codes.operation);

/** Supervisor state. */
export function privileged(cpu: Cpu): void {
  if (pswHas(cpu, pswMask.problem)) throw privilegedOperation;
}

/** Supervisor state, or the extraction-authority control. */
export function extractionAuthority(cpu: Cpu): void {
  if (pswHas(cpu, pswMask.problem) && !cr0Has(cpu, cr0Mask.extractionAuthority)) throw privilegedOperation;
}

/** The instruction belongs to a facility. */
export function facility(number: number): Check {
  return (cpu) => {
    if (!cpu.has(number)) throw operation;
  };
}

/** Storage keys exist: they have not been removed by facility 169. */
export function demandKeysInstalled(cpu: Cpu): void {
  if (cpu.behaviour.keysRemoved(cpu)) throw specialOperation;
}

/** DAT is on. */
export function datOn(cpu: Cpu): void {
  if (!pswHas(cpu, pswMask.dat)) throw specialOperation;
}

/** Special operation unless the condition holds. */
export function demandOperable(condition: boolean): void {
  if (!condition) throw specialOperation;
}

/** Specification exception unless the condition holds. */
export function demand(condition: boolean): void {
  if (!condition) throw specification;
}

export function demandAligned(address: bigint, boundary: 2 | 4 | 8 | 16): void {
  if ((address & BigInt(boundary - 1)) !== 0n) throw specification;
}

/** The register names the even-odd pair of which it is the even one. */
export function demandEven(register: number): void {
  if ((register & 1) !== 0) throw specification;
}

/** In problem state an access key needs its bit in the PSW-key mask. Source: z/Architecture; Linux union ctlreg3. */
export function demandKeyAuthority(cpu: Cpu, key: number): void {
  if (pswHas(cpu, pswMask.problem) && !cpu.behaviour.pswKeyMaskAllows(cpu.crLow(3) >>> 16, key))
    throw privilegedOperation;
}

/** @param mask CR3 bits 32-47 */
export function pswKeyMaskAllows(mask: number, key: number): boolean {
  return (mask & (0x8000 >> key)) !== 0;
}
