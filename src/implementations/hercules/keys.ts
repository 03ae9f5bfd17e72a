import { frameSize } from '../../architecture/storage-key';
import type { Storage } from './storage';

/**
 * The keys of frames as the guest has them. What the adapter writes into storage sets R and C in Hercules, so the key of
 * each frame it touches is noted before, and set again with the next unit of operation.
 */
export class Keys {
  /** To be set before anything runs, by frame address. */
  private readonly due = new Map<number, number>();
  /** As Hercules has them; only while nothing has run since. */
  private readonly known = new Map<number, number>();

  /** @param fresh nothing has run yet: all keys are zero */
  constructor(
    private readonly storage: Storage,
    private fresh = true,
  ) {}

  async read(frames: readonly number[]): Promise<Buffer> {
    await this.learn(frames);
    return Buffer.from(frames.map((frame) => this.due.get(frame) ?? this.known.get(frame) ?? 0));
  }

  write(frame: number, key: number): void {
    this.due.set(frame, key & 0xfe);
  }

  /** Storage there is about to be written by the adapter. */
  async touch(start: number, length: number): Promise<void> {
    const frames = framesIn(start, length);
    await this.learn(frames);
    for (const frame of frames) if (!this.due.has(frame)) this.due.set(frame, this.known.get(frame) ?? 0);
  }

  /** What has to be set now, each frame with its key. */
  take(): (readonly [frame: number, key: number])[] {
    const taken = [...this.due];
    this.due.clear();
    return taken;
  }

  /** Something runs. */
  forget(): void {
    this.fresh = false;
    this.known.clear();
  }

  private async learn(frames: readonly number[]): Promise<void> {
    if (this.fresh) return;
    const unknown = frames.filter((frame) => !this.due.has(frame) && !this.known.has(frame));
    const keys = await this.storage.keys(unknown);
    for (const [index, frame] of unknown.entries()) this.known.set(frame, keys[index]!);
  }
}

export function framesIn(start: number, length: number): number[] {
  const first = start - (start % frameSize);
  return Array.from(
    { length: Math.ceil((start + length - first) / frameSize) },
    (_, index) => first + index * frameSize,
  );
}
