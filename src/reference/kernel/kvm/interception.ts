import { programInterruptionCodes as codes } from '../../../architecture/interruption-codes';
import type { Cpu } from '../../cpu/cpu';
import { ProgramCheck } from '../../cpu/program-check';
import { pswHas, pswMask } from '../../cpu/psw';

/** Interception codes. Source: Linux 6.12 arch/s390/include/asm/kvm_host.h ICPT_INST, ICPT_PROGI, ICPT_WAIT, ICPT_STOP. */
export const interceptionCode = { instruction: 0x04, program: 0x08, wait: 0x1c, stop: 0x28 } as const;

/** An instruction that the program has to carry out. Thrown inside one unit of operation only. */
export class Interception {
  constructor(
    /** The first halfword and the rest of the instruction, left-aligned. */
    readonly ipa: number,
    readonly ipb: number,
    readonly length: number,
  ) {}
}

const diagnose = 0x83;
/** DIAGNOSE codes by which a CPU only gives up time; the kernel carries them out. Source: Linux 6.12 arch/s390/kvm/diag.c. */
const yieldingCodes: readonly number[] = [0x44, 0x9c];

/** What becomes of an instruction that the CPU model does not have. DIAGNOSE is privileged and is for the program to carry out. */
export function interceptInstruction(cpu: Cpu, high: number, low: number): boolean {
  if (high >>> 24 !== diagnose) return false;
  if (pswHas(cpu, pswMask.problem)) throw new ProgramCheck(codes['privileged operation']);
  const base = (high >>> 12) & 0xf;
  const code = ((base === 0 ? 0 : cpu.low(base)) + (high & 0xfff)) & 0xffff;
  if (yieldingCodes.includes(code)) return true;
  throw new Interception(high >>> 16, ((high << 16) | low) >>> 0, 4);
}
