import { Cpu } from '../../cpu/cpu';
import { initialCpuReset } from '../../machine/reset';
import type { VirtualMachine } from './vm';

/** A CPU of a virtual machine. */
export class Vcpu {
  readonly cpu: Cpu;

  constructor(
    readonly vm: VirtualMachine,
    readonly id: number,
  ) {
    this.cpu = new Cpu(id, vm.configuration);
    initialCpuReset(this.cpu);
  }
}
