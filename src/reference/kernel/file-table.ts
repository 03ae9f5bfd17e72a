import type { Kernel } from './kernel';
import type { OpenFile } from './open-file';

/** An open file description: what descriptors made by dup share. */
export interface Description {
  readonly file: OpenFile;
  /** As given to open. */
  readonly flags: number;
  position: bigint;
  descriptors: number;
}

/** As a program under the usual limit finds it. */
const limit = 1024;

/** The file descriptors of the host program; 0 to 2 are open, as for any program. */
export class FileTable {
  readonly #slots: (Description | undefined)[] = [];
  readonly #kernel: Kernel;

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    const nothing: OpenFile = { kind: 'null' };
    for (const flags of [0, 1, 1]) this.install({ file: nothing, flags, position: 0n, descriptors: 0 });
  }

  /** The lowest free number, or nothing where the program has too many files. */
  install(description: Description): number | undefined {
    let fd = this.#slots.indexOf(undefined);
    if (fd === -1) fd = this.#slots.length;
    if (fd >= limit) return undefined;
    description.descriptors += 1;
    this.#slots[fd] = description;
    return fd;
  }

  open(file: OpenFile, flags: number): number | undefined {
    return this.install({ file, flags, position: 0n, descriptors: 0 });
  }

  get(fd: bigint): Description | undefined {
    return this.#slots[Number(BigInt.asIntN(32, fd))];
  }

  /** The descriptors that are open. */
  numbers(): number[] {
    return [...this.#slots.keys()].filter((fd) => this.#slots[fd] !== undefined);
  }

  /** The open file of a kind behind a descriptor given as a 32-bit number. */
  file(fd: number): OpenFile | undefined {
    return fd < 0 ? undefined : this.#slots[fd]?.file;
  }

  /** @returns whether the descriptor was open */
  close(fd: bigint): boolean {
    const number = Number(BigInt.asIntN(32, fd));
    const description = this.#slots[number];
    if (description === undefined) return false;
    this.#slots[number] = undefined;
    description.descriptors -= 1;
    description.file.flush?.(this.#kernel);
    if (description.descriptors === 0) description.file.release?.(this.#kernel);
    return true;
  }

  closeAll(): void {
    for (let fd = this.#slots.length - 1; fd >= 0; fd -= 1) this.close(BigInt(fd));
  }
}
