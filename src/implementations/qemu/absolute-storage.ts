import { closeSync, readSync, writeSync } from 'node:fs';

/**
 * Absolute storage through the memory file that QEMU maps: no DAT, no prefixing, no storage keys, no round trip.
 * QEMU drops all translated code at each debug stop, so code written here is never stale; the self test proves it.
 */
export class AbsoluteStorage {
  constructor(
    private readonly descriptor: number,
    readonly size: number,
  ) {}

  read(address: number, length: number): Buffer {
    this.check(address, length);
    const bytes = Buffer.allocUnsafe(length);
    let done = 0;
    while (done < length) done += readSync(this.descriptor, bytes, done, length - done, address + done);
    return bytes;
  }

  write(address: number, bytes: Uint8Array): void {
    this.check(address, bytes.length);
    let done = 0;
    while (done < bytes.length) done += writeSync(this.descriptor, bytes, done, bytes.length - done, address + done);
  }

  holds(address: number, length: number): boolean {
    return address >= 0 && address + length <= this.size;
  }

  close(): void {
    closeSync(this.descriptor);
  }

  private check(address: number, length: number): void {
    if (!this.holds(address, length))
      throw new RangeError(
        `absolute ${address.toString(16)}, ${length} bytes: outside the ${this.size.toString(16)} bytes of storage`,
      );
  }
}
