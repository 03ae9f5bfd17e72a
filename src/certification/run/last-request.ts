import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import type { Fixture } from '../../contract/documents/fixture';
import type { Exchange } from '../../contract/documents/report';
import type { Entry } from '../../contract/entries';

const most = 60_000;
const shownBytes = 64;
/** Of a longer batch the first entries are noted. */
const shownEntries = 12;
/** An example that asks more often is a sweep: of its later requests only the verbs are noted. */
const wholeRequests = 200;

/** Keeps the request that the machine is at work on where it survives this process: one write each, in place. */
export class RequestNotes {
  readonly #file: number;
  #example = '';
  #requests = 0;

  constructor(path: string) {
    this.#file = openSync(path, 'w');
  }

  example(id: string): void {
    this.#example = id;
    this.#requests = 0;
  }

  request(request: { readonly start: Fixture } | { readonly batch: readonly Entry[] }): void {
    this.#requests += 1;
    if (this.#requests > wholeRequests && 'batch' in request) {
      const later = `request ${this.#requests} of the example: ${verbsOf(request.batch)}`;
      writeSync(this.#file, `${JSON.stringify({ example: this.#example, later })}\n`, 0);
      return;
    }
    let text = JSON.stringify({ example: this.#example, ...short(request) }, brief);
    // The request before it must not stand there for one that is too long.
    if (text.length >= most) text = JSON.stringify({ example: this.#example, tooLong: text.length });
    writeSync(this.#file, `${text}\n`, 0);
  }

  close(): void {
    closeSync(this.#file);
  }
}

type Request = Parameters<RequestNotes['request']>[0];

function verbsOf(batch: readonly Entry[]): string {
  const first = batch
    .slice(0, shownEntries)
    .map((entry) => (entry.verb === 'call' ? `call ${entry.name}` : entry.verb));
  return batch.length > shownEntries
    ? `${first.join(', ')}, and ${batch.length - shownEntries} more`
    : first.join(', ');
}

function short(request: Request): object {
  if (!('batch' in request)) return request;
  const batch = request.batch.slice(0, shownEntries).map(withShortBytes);
  return request.batch.length > shownEntries ? { batch, more: request.batch.length - shownEntries } : { batch };
}

/** Before JSON sees them: a Buffer would turn itself into a list of all its numbers. */
function withShortBytes(entry: Entry): object {
  if (!('bytes' in entry) || !(entry.bytes instanceof Uint8Array)) return entry;
  const { bytes } = entry;
  const hex = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, shownBytes)).toString('hex');
  return { ...entry, bytes: bytes.length > shownBytes ? `${hex}… (${bytes.length} bytes)` : hex };
}

/** Numbers of 64 bits as on the wire. */
function brief(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `0x${value.toString(16)}` : value;
}

/** What the machine was asked last, in this example, as evidence without an answer. */
export function lastRequest(path: string, example: string): Exchange[] {
  try {
    const text = readFileSync(path, 'utf8');
    const noted = JSON.parse(text.slice(0, text.indexOf('\n'))) as {
      example: string;
      start?: Fixture;
      batch?: Record<string, unknown>[];
      tooLong?: number;
      more?: number;
      later?: string;
    };
    if (noted.example !== example) return [];
    if (noted.later !== undefined) return [{ request: {}, answer: null, text: `${noted.later} → not answered` }];
    if (noted.tooLong !== undefined)
      return [{ request: {}, answer: null, text: `a request of ${noted.tooLong} characters → not answered` }];
    const requests = noted.batch ?? (noted.start === undefined ? [] : [{ verb: 'start', fixture: noted.start }]);
    const shown = requests.map((request) => ({ request, answer: null, text: `${sentence(request)} → not answered` }));
    const { more } = noted;
    return more === undefined
      ? shown
      : [...shown, { request: {}, answer: null, text: `and ${more} more requests of the same batch` }];
  } catch {
    return [];
  }
}

function sentence({ verb, space, address, bytes, length }: Record<string, unknown>): string {
  return [verb, space, address, bytes, length === undefined ? undefined : `${length} bytes`]
    .filter((part) => part !== undefined)
    .map((part) => (typeof part === 'object' ? JSON.stringify(part) : String(part)))
    .join(' ');
}
