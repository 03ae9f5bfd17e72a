import { type Use, useOfProcess, useOfTree } from './process-tree';

export const defaultMaxMemoryMiB = 2048;
const mebibyte = 1 << 20;
/** Every so many checks the processes that the child started are counted too. */
const treeEvery = 20;

/** Watches how much memory a child takes, what it started included, and knows what was seen last. */
export class MemoryLimit {
  last: Use | undefined;
  #checks = 0;

  constructor(
    private readonly pid: number,
    private readonly maxMiB: number,
    private readonly read = { process: useOfProcess, tree: useOfTree },
  ) {}

  /** @returns why the child should be ended */
  check(): string | undefined {
    const own = this.read.process(this.pid);
    if (own !== undefined) this.last = own;
    const all = this.#checks++ % treeEvery === 0 ? this.read.tree(this.pid) : own;
    const bytes = Math.max(own?.residentBytes ?? 0, all?.residentBytes ?? 0);
    return bytes > this.maxMiB * mebibyte ? `more than ${this.maxMiB} MiB of memory` : undefined;
  }

  /** For the evidence of a process that is gone. */
  told(): Record<string, string> {
    if (this.last === undefined) return {};
    return {
      'CPU time': `${this.last.cpuSeconds.toFixed(2)} s`,
      memory: `${Math.round(this.last.residentBytes / mebibyte)} MiB`,
    };
  }
}
