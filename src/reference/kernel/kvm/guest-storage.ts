import { frameSize } from '../../../architecture/storage-key';
import { Frame, Storage } from '../../storage/storage';
import type { UserMemory } from '../user-memory';
import { type MemorySlots, markDirty } from './memory-slots';

const zeros = new Frame();
const frames = new WeakMap<Uint8Array, Frame>();

function frameOf(page: Uint8Array): Frame {
  let frame = frames.get(page);
  if (frame === undefined) {
    frame = new Frame(page);
    frames.set(page, frame);
  }
  return frame;
}

/**
 * Absolute storage of a guest: its frames are pages of the host program, where a memory slot says so. Storage keys belong to
 * the pages of the program, as with the page-status table entries of Linux, and exist once a key was ever used.
 */
export class GuestStorage extends Storage {
  readonly #keys = new Map<number, number>();
  keysUsed = false;
  #host = false;

  constructor(
    private readonly memory: UserMemory,
    private readonly slots: MemorySlots,
  ) {
    super(Number.MAX_SAFE_INTEGER);
  }

  /** Source: Linux 6.12 arch/s390/mm/gmap.c s390_enable_skey: every key becomes zero. */
  enableKeys(): void {
    if (this.keysUsed) return;
    this.keysUsed = true;
    this.#keys.clear();
  }

  /** The page number of the host program behind a frame; -1 where no slot has it. */
  userPage(frame: number): number {
    const slot = this.slots.find(frame);
    return slot === undefined ? -1 : slot.userPage + frame - slot.firstFrame;
  }

  #page(absolute: number, write: boolean): Uint8Array | undefined {
    const frame = Math.floor(absolute / frameSize);
    const slot = this.slots.find(frame);
    if (slot === undefined || !(slot.mapped || this.#host)) return undefined;
    return this.memory.page((slot.userPage + frame - slot.firstFrame) * frameSize, write);
  }

  /** The host finds storage wherever a slot is, and only then looks for the page of the program. */
  seenByHost<T>(act: () => T): T {
    this.#host = true;
    try {
      return act();
    } finally {
      this.#host = false;
    }
  }

  override has(absolute: number): boolean {
    if (this.#host) return this.slots.find(Math.floor(absolute / frameSize)) !== undefined;
    return this.#page(absolute, false) !== undefined;
  }

  override frame(absolute: number): Frame {
    const page = this.#page(absolute, false);
    return page === undefined ? zeros : frameOf(page);
  }

  /** A frame whose page cannot be written takes the store nowhere. */
  override frameToStore(absolute: number): Frame {
    const page = this.#page(absolute, true);
    if (page === undefined) return new Frame();
    const frame = Math.floor(absolute / frameSize);
    markDirty(this.slots.find(frame)!, frame);
    return frameOf(page);
  }

  override key(absolute: number): number {
    return this.#keys.get(this.userPage(Math.floor(absolute / frameSize))) ?? 0;
  }

  override setKey(absolute: number, key: number): void {
    this.#keys.set(this.userPage(Math.floor(absolute / frameSize)), key);
  }

  /** There is no clear reset of memory that is the program's own. */
  override clear(): void {}

  override takeChanged(): number[] {
    return [];
  }
}
