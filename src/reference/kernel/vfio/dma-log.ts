/** A range of IOVA whose DMA writes are logged. */
export interface LoggedRange {
  readonly iova: bigint;
  readonly length: bigint;
}

/** What a device remembers of its own DMA writes, in units of the page size it uses. */
export class DmaLog {
  ranges: readonly LoggedRange[] = [];
  pageSize = 4096n;
  active = false;
  readonly #written = new Set<bigint>();

  start(ranges: readonly LoggedRange[], pageSize: bigint): void {
    this.ranges = ranges;
    this.pageSize = pageSize;
    this.#written.clear();
    this.active = true;
  }

  stop(): void {
    this.active = false;
    this.ranges = [];
    this.#written.clear();
  }

  /** The device wrote. */
  record(iova: bigint, length: number): void {
    if (!this.active || length === 0) return;
    const last = (iova + BigInt(length) - 1n) / this.pageSize;
    for (let page = iova / this.pageSize; page <= last; page += 1n)
      if (
        this.ranges.some(
          (range) => page * this.pageSize < range.iova + range.length && range.iova < (page + 1n) * this.pageSize,
        )
      )
        this.#written.add(page);
  }

  /** Start and end of each page in the range that was written, without forgetting it. */
  *writtenIn(iova: bigint, length: bigint): Generator<{ readonly start: bigint; readonly end: bigint }> {
    for (const page of this.#written) {
      const start = page * this.pageSize;
      if (start < iova + length && iova < start + this.pageSize) yield { start, end: start + this.pageSize };
    }
  }

  forget(iova: bigint, length: bigint): void {
    for (const { start } of [...this.writtenIn(iova, length)]) this.#written.delete(start / this.pageSize);
  }
}
