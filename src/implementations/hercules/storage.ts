import { frameSize } from '../../architecture/storage-key';
import type { Console } from './console';
import { prefixed } from './prefixing';

/** A line of the command `r`: address, key of that half of the frame, four words. */
const displayed = /^R:([0-9A-F]{16}):K:([0-9A-F]{2})=((?:[0-9A-F]{8} ?){4})/gm;
const lineLength = 16;
/** The command `r ADDRESS=BYTES` drops what exceeds this. */
const longestAlteration = 32;

export const halfFrame = frameSize / 2;
const referenceAndChange = 0x06;

/** A part of absolute storage that is asked for in the next exchange. */
interface Wanted {
  readonly start: number;
  readonly length: number;
}

interface Look {
  readonly contents: Buffer[];
  readonly halfKeys: (readonly [number, number])[];
}

/**
 * Absolute storage and its keys through the console, whose addresses are real. To alter storage sets R and C in the key
 * of that half of the frame; whoever does so gives the key back before anything runs.
 */
export class Storage {
  /** The prefix in force in Hercules. */
  prefix = 0;

  constructor(
    private readonly console: Console,
    readonly size: number,
  ) {}

  holds(start: number, length: number): boolean {
    return start >= 0 && start + length <= this.size;
  }

  /** Takes effect with the next exchange. */
  write(start: number, bytes: Uint8Array): void {
    this.check(start, bytes.length);
    for (let at = 0; at < bytes.length; ) {
      const room = longestAlteration - ((start + at) % longestAlteration);
      const part = Buffer.from(bytes.subarray(at, at + room));
      this.console.queue(`r ${this.real(start + at)}=${part.toString('hex')}`);
      at += part.length;
    }
  }

  async read(start: number, length: number): Promise<Buffer> {
    return (await this.readAll([{ start, length }]))[0]!;
  }

  async readAll(wanted: readonly Wanted[]): Promise<Buffer[]> {
    return (await this.look(wanted, [])).contents;
  }

  /** Contents, and the keys of the two halves of frames, in one exchange. The access-control bits and F of both are alike. */
  async look(wanted: readonly Wanted[], frames: readonly number[]): Promise<Look> {
    if (wanted.length + frames.length === 0) return { contents: [], halfKeys: [] };
    for (const { start, length } of wanted) this.ask(start, length);
    for (const frame of frames)
      for (const half of [frame, frame + halfFrame]) this.console.queue(`r ${this.real(half)}.1`);
    const lines = this.lines(await this.console.exchange());
    return {
      contents: wanted.map(({ start, length }) => {
        const first = start - (start % lineLength);
        const count = Math.ceil((start + length - first) / lineLength);
        const content = Buffer.concat(
          Array.from({ length: count }, (_, index) => lineAt(lines, first + index * lineLength).content),
        );
        return content.subarray(start - first, start - first + length);
      }),
      halfKeys: frames.map((frame) => [lineAt(lines, frame).key, lineAt(lines, frame + halfFrame).key] as const),
    };
  }

  /** Keys as the architecture has them, one for a frame. */
  async keys(frames: readonly number[]): Promise<number[]> {
    const { halfKeys } = await this.look([], frames);
    return halfKeys.map(([first, second]) => first | (second & referenceAndChange));
  }

  /** A range of the display must not leave its frame: the next one may be elsewhere. */
  private ask(start: number, length: number): void {
    this.check(start, length);
    const end = start + length;
    for (let at = start - (start % lineLength); at < end; ) {
      const next = Math.min(end, at - (at % frameSize) + frameSize);
      this.console.queue(`r ${this.real(at)}-${this.real(next - 1)}`);
      at = next;
    }
  }

  private lines(log: string): Map<number, { readonly content: Buffer; readonly key: number }> {
    return new Map(
      [...log.matchAll(displayed)].map(([, address, key, words]) => [
        prefixed(Number.parseInt(address!, 16), this.prefix),
        { content: Buffer.from(words!.replaceAll(' ', ''), 'hex'), key: Number.parseInt(key!, 16) },
      ]),
    );
  }

  private real(absolute: number): string {
    return prefixed(absolute, this.prefix).toString(16);
  }

  private check(start: number, length: number): void {
    if (!this.holds(start, length)) throw new RangeError(`${length} bytes at ${start.toString(16)}: outside storage`);
  }
}

function lineAt<T>(lines: ReadonlyMap<number, T>, address: number): T {
  const line = lines.get(address);
  if (line === undefined) throw new Error(`the console did not show storage at ${address.toString(16)}`);
  return line;
}
