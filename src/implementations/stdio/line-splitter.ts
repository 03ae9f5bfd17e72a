/** A line is longer than the limit. */
export class LineTooLong extends Error {
  override readonly name = 'LineTooLong';
}

const newline = 0x0a;

/** Cuts what arrives in pieces into lines, and keeps no more of an unfinished one than the limit. */
export class LineSplitter {
  #pieces: Buffer[] = [];
  #length = 0;

  constructor(
    private readonly limit: number,
    private readonly take: (line: Buffer) => void,
  ) {}

  /** @throws LineTooLong */
  push(chunk: Buffer): void {
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(newline, start);
      if (end < 0) break;
      this.#keep(chunk.subarray(start, end));
      const line = this.#pieces.length === 1 ? this.#pieces[0]! : Buffer.concat(this.#pieces, this.#length);
      this.#pieces = [];
      this.#length = 0;
      this.take(line);
      start = end + 1;
    }
    if (start < chunk.length) this.#keep(chunk.subarray(start));
  }

  /** Bytes of a line that has no end yet. */
  get unfinished(): number {
    return this.#length;
  }

  #keep(piece: Buffer): void {
    this.#length += piece.length;
    if (this.#length > this.limit) throw new LineTooLong(`a line is longer than ${this.limit} bytes`);
    this.#pieces.push(piece);
  }
}
