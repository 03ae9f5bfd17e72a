import { errno } from '../../uapi/errno';
import type { OpenFile } from './open-file';
import type { ByteOrder } from './words';
import { readWord, writeWord } from './words';

const highest = 0xffff_ffff_ffff_fffen;
const readable = 0x0001;
const writable = 0x0004;

/** Flags of eventfd2. Source: include/uapi/linux/eventfd.h. */
export const eventfdFlags = { EFD_SEMAPHORE: 1, EFD_NONBLOCK: 0o4000, EFD_CLOEXEC: 0o2000000 } as const;

/** A counter that interrupts are signalled to. Source: fs/eventfd.c. */
export class EventFd implements OpenFile {
  readonly kind = 'eventfd';
  readonly stream = true;
  count: bigint;
  readonly #listeners = new Set<() => void>();

  constructor(
    initial: number,
    private readonly flags: number,
    private readonly order: ByteOrder,
  ) {
    this.count = BigInt(initial >>> 0);
  }

  /** What the kernel does to raise the interrupt. */
  signal(by = 1n): void {
    this.count = this.count + by > highest + 1n ? highest + 1n : this.count + by;
    this.#tell();
  }

  /** Calls back for each signal, at once where one waits. @returns what ends that */
  listen(signalled: () => void): () => void {
    this.#listeners.add(signalled);
    if (this.count > 0n) signalled();
    return () => this.#listeners.delete(signalled);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  read: NonNullable<OpenFile['read']> = (kernel, buffer, length) => {
    if (length < 8) return -errno.EINVAL;
    const take = () => {
      const value = (this.flags & eventfdFlags.EFD_SEMAPHORE) === 0 ? this.count : 1n;
      this.count -= value;
      return kernel.memory.copyOut(buffer, writeWord(value, 8, this.order)) ? 8 : -errno.EFAULT;
    };
    if (this.count > 0n) return take();
    if ((this.flags & eventfdFlags.EFD_NONBLOCK) !== 0) return -errno.EAGAIN;
    const ready = () => this.count > 0n;
    return (function* () {
      yield { until: ready };
      return take();
    })();
  };

  write: NonNullable<OpenFile['write']> = (kernel, buffer, length) => {
    if (length < 8) return -errno.EINVAL;
    const bytes = kernel.memory.copyIn(buffer, 8);
    if (bytes === undefined) return -errno.EFAULT;
    const value = readWord(bytes, 0, 8, this.order);
    if (value > highest) return -errno.EINVAL;
    const room = () => highest - this.count >= value;
    const add = () => {
      this.count += value;
      this.#tell();
      return 8;
    };
    if (room()) return add();
    if ((this.flags & eventfdFlags.EFD_NONBLOCK) !== 0) return -errno.EAGAIN;
    return (function* () {
      yield { until: room };
      return add();
    })();
  };

  poll(): number {
    return (this.count > 0n ? readable : 0) | (this.count < highest ? writable : 0);
  }
}
