/** A part of guest-absolute storage that is memory of the host program. Numbers are of 4096-byte pages. */
export interface MemorySlot {
  readonly id: number;
  readonly flags: number;
  readonly firstFrame: number;
  readonly frames: number;
  /** Page of the host program behind the first frame. */
  readonly userPage: number;
  /** One bit for each frame, least significant bit first, where dirty frames are logged. */
  readonly dirty: Uint8Array | undefined;
  /** The guest itself can reach the frames: slot, memory and length are on segment boundaries. */
  readonly mapped: boolean;
}

/** The memory slots of a virtual machine; they never overlap. */
export class MemorySlots {
  #slots: readonly MemorySlot[] = [];
  #last: MemorySlot | undefined;

  get(id: number): MemorySlot | undefined {
    return this.#slots.find((slot) => slot.id === id);
  }

  /** The slot that a frame is in. */
  find(frame: number): MemorySlot | undefined {
    const last = this.#last;
    if (last !== undefined && frame >= last.firstFrame && frame < last.firstFrame + last.frames) return last;
    const found = this.#slots.find(({ firstFrame, frames }) => frame >= firstFrame && frame < firstFrame + frames);
    if (found !== undefined) this.#last = found;
    return found;
  }

  /** Whether a slot other than the named one has one of the frames. */
  overlaps(id: number, firstFrame: number, frames: number): boolean {
    return this.#slots.some(
      (slot) => slot.id !== id && slot.firstFrame < firstFrame + frames && firstFrame < slot.firstFrame + slot.frames,
    );
  }

  set(id: number, slot: MemorySlot | undefined): void {
    const others = this.#slots.filter((one) => one.id !== id);
    this.#slots = slot === undefined ? others : [...others, slot];
    this.#last = undefined;
  }
}

export function markDirty(slot: MemorySlot, frame: number): void {
  if (slot.dirty === undefined) return;
  const index = frame - slot.firstFrame;
  slot.dirty[index >> 3]! |= 1 << (index & 7);
}
