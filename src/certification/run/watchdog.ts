/** Limits on one example without an end. The contract's own deadlines are far shorter. */
export interface Patience {
  /** Seconds of wall time after which a child that uses no CPU is hung. */
  readonly idle: number;
  /** Seconds of CPU time after which a child goes round in a circle. */
  readonly busy: number;
}

export const defaultPatience: Patience = { idle: 120, busy: 300 };

/** Share of one CPU below which a process counts as waiting. */
const waiting = 0.05;

/** Decides from samples of progress and CPU time whether the child still gets anywhere. */
export class Watchdog {
  #progress = -1;
  #since = 0;
  #cpuThen: number | undefined;

  constructor(private readonly patience: Patience) {}

  /**
   * @param progress any number that grows with the work done
   * @param now seconds
   * @param cpu reads the CPU seconds used so far; only called when there was no progress for a while
   * @returns why the child should be ended
   */
  check(progress: number, now: number, cpu: () => number | undefined): string | undefined {
    if (progress !== this.#progress) {
      this.#progress = progress;
      this.#since = now;
      this.#cpuThen = undefined;
      return undefined;
    }
    const wall = now - this.#since;
    if (this.#cpuThen === undefined) {
      if (wall >= Math.min(this.patience.idle, this.patience.busy) / 10) this.#cpuThen = cpu() ?? 0;
      return undefined;
    }
    if (wall < Math.min(this.patience.idle, this.patience.busy)) return undefined;
    const used = (cpu() ?? 0) - this.#cpuThen;
    if (used >= this.patience.busy) return `no progress in ${this.patience.busy} s of CPU time`;
    if (wall >= this.patience.idle && used < wall * waiting)
      return `no progress in ${this.patience.idle} s, and no CPU time used`;
    return undefined;
  }
}
