import { programInterruption } from '../../cpu/interruptions';
import type { ProgramCheck } from '../../cpu/program-check';
import { addressingMode, instructionAddress, setInstructionAddress } from '../../cpu/psw';
import type { Vcpu } from './vcpu';

/** Makes a program interruption pending; the length code is that of the instruction that was intercepted last. */
export function injectProgram(
  vcpu: Vcpu,
  check: ProgramCheck,
  length = vcpu.interceptedLength,
  noRewind = false,
): void {
  vcpu.program = { check, length, noRewind };
}

/** A nullifying interruption sets the PSW back. Source: Linux 6.12 arch/s390/kvm/interrupt.c __deliver_prog. */
export function deliverProgram(vcpu: Vcpu): void {
  const { cpu, program } = vcpu;
  if (program === undefined) return;
  const { check, length, noRewind } = program;
  vcpu.program = undefined;
  if (!noRewind && cpu.behaviour.nullifies(check.code))
    setInstructionAddress(cpu, BigInt.asUintN(addressingMode(cpu), instructionAddress(cpu) - BigInt(length)));
  programInterruption(cpu, check, length);
}
