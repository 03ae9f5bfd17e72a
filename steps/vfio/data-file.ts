import { When } from '../vocabulary';
import type { TckWorld } from '../world';
import { keepStream, readPiece } from './migration/streams';

/** One read, of as much as it gives. */
When(
  'the program reads {number} bytes from {string} as {string}',
  async function (this: TckWorld, length: bigint, file: string, name: string) {
    await this.host.ready();
    keepStream(this.host, name, await readPiece(this.host, file, Number(length)));
  },
);
