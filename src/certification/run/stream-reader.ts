import { closeSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import type { StreamRecord } from './stream';
import { StreamChain } from './stream-chain';

/** Reads the records appended since the last call. A line cut short by the death of its writer is passed over. */
export class StreamReader {
  /** The first line that is not what was written after the one before it. */
  edited: number | undefined;
  readonly #file: number;
  readonly #buffer = Buffer.alloc(1 << 16);
  readonly #decoder = new StringDecoder('utf8');
  readonly #chain = new StreamChain();
  #rest = '';
  #line = 0;

  constructor(path: string) {
    this.#file = openSync(path, 'r');
  }

  read(): StreamRecord[] {
    const records: StreamRecord[] = [];
    for (;;) {
      const length = readSync(this.#file, this.#buffer, 0, this.#buffer.length, null);
      if (length === 0) return records;
      const lines = (this.#rest + this.#decoder.write(this.#buffer.subarray(0, length))).split('\n');
      this.#rest = lines.pop()!;
      for (const line of lines) records.push(...this.#recordOf(line));
    }
  }

  #recordOf(line: string): StreamRecord[] {
    this.#line++;
    const followed = this.#chain.follow(line);
    if (followed === undefined) return [];
    if (!followed.follows) this.edited ??= this.#line;
    return [followed.record];
  }

  close(): void {
    closeSync(this.#file);
  }
}
