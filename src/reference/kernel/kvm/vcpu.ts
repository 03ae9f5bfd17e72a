import { Cpu } from '../../cpu/cpu';
import type { ProgramCheck } from '../../cpu/program-check';
import { isOperation, type Operation, type Result } from '../operation';
import { RunArea, run, validRegisters } from './run-area';
import type { VirtualMachine } from './vm';

/** A program interruption that waits for the CPU to run. */
export interface PendingProgram {
  readonly check: ProgramCheck;
  /** The instruction-length code in bytes. */
  readonly length: number;
  /** The PSW is not set back over the instruction, whatever the code. */
  readonly noRewind: boolean;
}

/**
 * A CPU of a virtual machine. PSW, prefix and control registers are in the state of the CPU; general and access registers
 * live in the run area while the CPU does not run. Source: Linux 6.12 arch/s390/kvm/kvm-s390.c sync_regs, store_regs.
 */
export class Vcpu {
  readonly cpu: Cpu;
  readonly area: RunArea;
  stopped = true;
  stopRequested = false;
  program: PendingProgram | undefined;
  /** Length of the instruction that was intercepted last; 0 where the last exit was for another reason. */
  interceptedLength = 0;
  programParameter = 0n;
  /** Guest breaking-event address. */
  breakingEvent = 0n;
  #locked = false;

  constructor(
    readonly vm: VirtualMachine,
    readonly id: number,
  ) {
    this.cpu = new Cpu(id, vm.configuration);
    this.area = new RunArea(vm.kernel.order);
    this.area.image.put(run.kvm_valid_regs, validRegisters);
  }

  /** Access registers as the program last left them. */
  loadAccessRegisters(): void {
    for (let number = 0; number < 16; number += 1) this.cpu.setAr(number, this.area.image.number(run.acrs, number * 4));
  }

  /** A call of the CPU is under way. */
  get busy(): boolean {
    return this.#locked;
  }

  /** One call at a time; another one waits until the CPU is free. */
  exclusively(act: () => Result): Result {
    if (this.#locked) return this.#waiting(act);
    const result = act();
    if (!isOperation(result)) return result;
    this.#locked = true;
    return this.#holding(result);
  }

  *#waiting(act: () => Result): Operation {
    yield { until: () => !this.#locked };
    const result = this.exclusively(act);
    return isOperation(result) ? yield* result : result;
  }

  *#holding(operation: Operation): Operation {
    try {
      return yield* operation;
    } finally {
      this.#locked = false;
    }
  }
}
