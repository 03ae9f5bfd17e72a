import type { Configuration } from '../../configuration';
import type { Kernel } from '../kernel';
import { guestLookup } from './guest-lookup';
import { GuestStorage } from './guest-storage';
import { interceptInstruction } from './interception';
import { MemorySlots } from './memory-slots';
import type { Vcpu } from './vcpu';

/** A virtual machine: slots of memory, what its CPUs share, and the CPUs by number. */
export class VirtualMachine {
  readonly slots = new MemorySlots();
  readonly storage: GuestStorage;
  readonly configuration: Configuration;
  readonly vcpus = new Map<number, Vcpu>();
  /** The program has taken over who is stopped and who operates. */
  userControlsStates = false;

  constructor(readonly kernel: Kernel) {
    const { model, facilities } = kernel.configuration;
    this.storage = new GuestStorage(kernel.memory, this.slots);
    this.configuration = {
      model,
      facilities,
      lookup: guestLookup(model),
      storage: this.storage,
      cpus: [],
      intercept: interceptInstruction,
    };
  }
}
