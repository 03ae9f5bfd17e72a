import { closeSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import type { StreamRecord } from './stream';

/** Reads the records appended since the last call. A line cut short by the death of its writer is passed over. */
export class StreamReader {
  readonly #file: number;
  readonly #buffer = Buffer.alloc(1 << 16);
  readonly #decoder = new StringDecoder('utf8');
  #rest = '';

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
      records.push(...lines.flatMap(recordOf));
    }
  }

  close(): void {
    closeSync(this.#file);
  }
}

function recordOf(line: string): StreamRecord[] {
  if (line === '') return [];
  try {
    const value = JSON.parse(line) as StreamRecord;
    return typeof value === 'object' && value !== null && typeof value.record === 'string' ? [value] : [];
  } catch {
    return [];
  }
}
