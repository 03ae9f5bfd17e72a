import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import type { StreamRecord } from './stream';
import { linkIn, StreamChain } from './stream-chain';

/** Appends records; each is with the operating system before the call returns, so it survives this process. */
export class StreamWriter {
  readonly #file: number;
  #chain = new StreamChain();
  /** Bytes of the stream that are known. */
  #size = 0;

  constructor(path: string) {
    this.#file = openSync(path, 'a+');
  }

  append(record: StreamRecord): void {
    this.#goOn();
    this.#size += writeSync(this.#file, `${this.#chain.append(record)}\n`);
  }

  /** From where another writer left it, if one has written; what it left of a line must not swallow the next record. */
  #goOn(): void {
    const { size } = fstatSync(this.#file);
    if (size === this.#size) return;
    const bytes = Buffer.alloc(size - this.#size);
    readSync(this.#file, bytes, 0, bytes.length, this.#size);
    const text = bytes.toString('utf8');
    if (!text.endsWith('\n')) writeSync(this.#file, '\n');
    const last = text.split('\n').flatMap((line) => linkIn(line) ?? []);
    if (last.length > 0) this.#chain = new StreamChain(last.at(-1));
    this.#size = fstatSync(this.#file).size;
  }

  close(): void {
    closeSync(this.#file);
  }
}
