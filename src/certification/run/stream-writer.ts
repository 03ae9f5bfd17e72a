import { closeSync, openSync, writeSync } from 'node:fs';
import type { StreamRecord } from './stream';

/** Appends records; each is with the operating system before the call returns, so it survives this process. */
export class StreamWriter {
  readonly #file: number;

  constructor(path: string) {
    this.#file = openSync(path, 'a');
  }

  append(record: StreamRecord): void {
    writeSync(this.#file, `${JSON.stringify(record)}\n`);
  }

  /** After another writer died: what it left of a line must not swallow the next record. */
  endLine(): void {
    writeSync(this.#file, '\n');
  }

  close(): void {
    closeSync(this.#file);
  }
}
