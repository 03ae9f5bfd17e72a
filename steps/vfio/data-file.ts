import { When } from '../vocabulary';
import type { TckWorld } from '../world';
import { keepStream, readPiece, streamNamed, writeAll } from './migration/streams';

/** One read, of as much as it gives. */
When(
  'the program reads {number} bytes from {string} as {string}',
  async function (this: TckWorld, length: bigint, file: string, name: string) {
    await this.host.ready();
    keepStream(this.host, name, await readPiece(this.host, file, Number(length)));
  },
);

When(
  'the program writes all but the first {number} bytes of {string} to {string}',
  async function (this: TckWorld, first: bigint, name: string, file: string) {
    await this.host.ready();
    const rest = streamNamed(this.host, name).slice(Number(first));
    await writeAll(this.host, file, rest, rest.length);
  },
);
