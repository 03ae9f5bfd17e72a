import type { Cpu } from '../../cpu/cpu';
import type { Interruption } from '../../cpu/interruptions';
import type { ChannelBehaviour } from './behaviour';
import type { Subchannel } from './subchannel';

type InputOutput = Extract<Interruption, { class: 'input-output' }>;
type MachineCheck = Extract<Interruption, { class: 'machine-check' }>;

/** The interruption-identification word: the subclass in bits 2-4. */
export const interruptionWord = (subchannel: Subchannel): number => (subchannel.subclass << 27) >>> 0;

const subclassOf = (identification: number): number => (identification >>> 27) & 7;

/** Channel report pending, and what is stored is valid. Source: Linux arch/s390/include/asm/nmi.h union mci. */
const channelReportCode = 0x00400f1d40330000n;

/**
 * I/O interruptions and the machine check of channel reports. They are floating: pending for every CPU until one takes it.
 * The interruption subclass of the lowest number comes first, then the one that came first.
 */
export class InterruptionQueue {
  readonly #pending = new Map<Subchannel, InputOutput>();
  #report: MachineCheck | undefined;

  constructor(
    readonly cpus: readonly Cpu[],
    readonly behaviour: ChannelBehaviour,
  ) {}

  post(subchannel: Subchannel): void {
    if (this.#pending.has(subchannel)) return;
    const interruption: InputOutput = {
      class: 'input-output',
      subsystem: subchannel.identification,
      parameter: subchannel.parameter,
      identification: this.behaviour.interruptionWord(subchannel),
      taken: () => {
        this.withdraw(subchannel);
        this.behaviour.interruptionTaken(this, subchannel);
      },
    };
    this.#pending.set(subchannel, interruption);
    for (const { pending } of this.cpus) {
      const behind = pending.findIndex(
        (other) =>
          other.class === 'input-output' && subclassOf(other.identification) > subclassOf(interruption.identification),
      );
      pending.splice(behind === -1 ? pending.length : behind, 0, interruption);
    }
  }

  withdraw(subchannel: Subchannel): void {
    const interruption = this.#pending.get(subchannel);
    if (interruption === undefined) return;
    this.#pending.delete(subchannel);
    this.#remove(interruption);
  }

  #remove(interruption: Interruption): void {
    for (const { pending } of this.cpus) {
      const index = pending.indexOf(interruption);
      if (index >= 0) pending.splice(index, 1);
    }
  }

  /** The first interruption of the subclasses that control register 6 enables, still pending. */
  first(subclassMask: number): InputOutput | undefined {
    let found: InputOutput | undefined;
    for (const interruption of this.#pending.values()) {
      const subclass = subclassOf(interruption.identification);
      if ((subclassMask & (0x80000000 >>> subclass)) === 0) continue;
      if (found === undefined || subclass < subclassOf(found.identification)) found = interruption;
    }
    return found;
  }

  reportChannel(): void {
    if (this.#report !== undefined) return;
    const report: MachineCheck = {
      class: 'machine-check',
      code: channelReportCode,
      taken: () => {
        this.#report = undefined;
        this.#remove(report);
      },
    };
    this.#report = report;
    for (const { pending } of this.cpus) pending.push(report);
  }

  withdrawAll(): void {
    for (const subchannel of [...this.#pending.keys()]) this.withdraw(subchannel);
  }

  reset(): void {
    this.withdrawAll();
    this.#report?.taken?.();
  }
}
