import type { ResetKind } from '../../contract/entries';
import type { Configuration } from '../configuration';
import type { Cpu } from '../cpu/cpu';

/** Source: z/Architecture resets; Linux arch/s390/include/asm/ctlreg.h CR0_INITIAL_MASK, CR14_INITIAL_MASK. */
const initialCr0 = 0xe0n;
const initialCr14 = 0xc2000000n;

function cpuReset(cpu: Cpu): void {
  cpu.checkStopped = false;
  cpu.loading = false;
  // Floating interruptions are not the CPU's own.
  const floating = cpu.pending.filter((one) => 'taken' in one && one.taken !== undefined);
  cpu.pending.splice(0, cpu.pending.length, ...floating);
}

/** PSW, prefix, timers and control registers; general and access registers stay. */
export function initialCpuReset(cpu: Cpu): void {
  cpuReset(cpu);
  cpu.state.fill(0, 0x100, 0x140);
  cpu.state.fill(0, 0x180, 0x200);
  cpu.setCr(0, initialCr0);
  cpu.setCr(14, initialCr14);
}

/** Storage keys survive every reset except the clear reset. */
export function reset(configuration: Configuration, kind: ResetKind, cpu: Cpu | undefined): void {
  const cpus = cpu === undefined ? configuration.cpus : [cpu];
  switch (kind) {
    case 'cpu':
      cpus.forEach(cpuReset);
      break;
    case 'initial-cpu':
      cpus.forEach(initialCpuReset);
      break;
    case 'subsystem':
      configuration.cpus.forEach(cpuReset);
      configuration.channel?.reset();
      break;
    case 'clear':
      for (const one of configuration.cpus) {
        one.state.fill(0);
        initialCpuReset(one);
      }
      configuration.storage.clear();
      configuration.channel?.reset();
      break;
  }
}
