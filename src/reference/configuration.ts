import type { Cpu } from './cpu/cpu';
import type { Lookup } from './cpu/decode';
import type { ChannelSubsystem } from './hardware/channel/subsystem';
import type { Model } from './model';
import type { Storage } from './storage/storage';

/** One running machine: what its CPUs share. */
export interface Configuration {
  readonly model: Model;
  readonly lookup: Lookup;
  readonly facilities: ReadonlySet<number>;
  readonly storage: Storage;
  readonly cpus: Cpu[];
  /** The channel subsystem that the I/O instructions of its CPUs reach; a machine without one does not have them. */
  readonly channel?: ChannelSubsystem;
  /** What a hypervisor does about an instruction that the CPU does not have: true where it has carried it out. */
  readonly intercept?: (cpu: Cpu, high: number, low: number) => boolean;
}
