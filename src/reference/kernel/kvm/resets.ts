import { initialCpuReset } from '../../machine/reset';
import { storeRegisters } from './registers';
import { run } from './run-area';
import type { Vcpu } from './vcpu';

/** Source: Linux 6.12 arch/s390/kvm/kvm-s390.c kvm_arch_vcpu_ioctl_normal_reset, _initial_reset, _clear_reset. */
export function normalReset(vcpu: Vcpu): number {
  if (!vcpu.vm.userControlsStates) {
    vcpu.stopped = true;
    vcpu.stopRequested = false;
  }
  vcpu.program = undefined;
  vcpu.cpu.pending.length = 0;
  vcpu.cpu.checkStopped = false;
  return 0;
}

export function initialReset(vcpu: Vcpu): number {
  normalReset(vcpu);
  const { cpu, area } = vcpu;
  // General and access registers are the program's own while the CPU does not run: they stay as the run area has them.
  for (let number = 0; number < 16; number += 1) {
    cpu.setGr(number, area.image.long(run.gprs, number * 8));
    cpu.setAr(number, area.image.number(run.acrs, number * 4));
  }
  initialCpuReset(cpu);
  vcpu.programParameter = 0n;
  vcpu.breakingEvent = 1n;
  storeRegisters(vcpu);
  return 0;
}

export function clearReset(vcpu: Vcpu): number {
  initialReset(vcpu);
  vcpu.area.image.bytes.fill(0, run.gprs.offset, run.gprs.offset + 128);
  vcpu.area.image.bytes.fill(0, run.acrs.offset, run.acrs.offset + 64);
  return 0;
}
