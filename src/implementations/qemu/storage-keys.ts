import { frameSize } from '../../architecture/storage-key';
import { dataLength, type HiddenCode } from './hidden-code';
import { prefixed } from './prefixing';

const loadAddress = 'c02f';
const insertStorageKey = 'b2290012';
const setStorageKey = 'b22b0012';
const storeCharacter = '4210';
const insertCharacter = '4310';

const batch = Math.min(128, dataLength);

/** General register 3 points to the keys, one byte each. */
const operand = (index: number): string => (0x3000 + index).toString(16);

/**
 * The `key` space by ISKE and SSKE. QEMU records reference and change only from the first key instruction on;
 * that is a deviation to be found, so nothing here runs before the suite itself asks for a key.
 */
export class StorageKeys {
  /** Keys read since anything last ran, by frame address. */
  private readonly known = new Map<number, number>();
  /** Keys written but not yet set: one hidden run sets them all. */
  private readonly unset = new Map<number, number>();

  constructor(private readonly hidden: HiddenCode) {}

  /** Reads the keys of frames; those of `alsoWanted` come with them at no further cost. */
  async read(frames: readonly number[], alsoWanted: readonly number[], prefix: number): Promise<Buffer> {
    await this.flush(prefix);
    if (frames.some((frame) => !this.known.has(frame))) {
      const asked = [...new Set([...frames, ...alsoWanted])].filter((frame) => !this.known.has(frame));
      for (let first = 0; first < asked.length; first += batch) {
        const part = asked.slice(first, first + batch);
        const keys = await this.hidden.run(
          codeFor(part, prefix, (at) => insertStorageKey + storeCharacter + operand(at)),
        );
        for (const [index, frame] of part.entries()) this.known.set(frame, keys[index]!);
      }
    }
    return Buffer.from(frames.map((frame) => this.known.get(frame)!));
  }

  write(frame: number, key: number): void {
    this.known.clear();
    this.unset.set(frame, key);
  }

  /** Sets what was written. */
  async flush(prefix: number): Promise<void> {
    const frames = [...this.unset.keys()];
    const keys = Uint8Array.from(this.unset.values());
    this.unset.clear();
    for (let first = 0; first < frames.length; first += batch) {
      const part = frames.slice(first, first + batch);
      await this.hidden.run(
        codeFor(part, prefix, (at) => insertCharacter + operand(at) + setStorageKey),
        keys.subarray(first, first + part.length),
      );
    }
  }

  /** Something ran: reference and change may differ. */
  forget(): void {
    this.known.clear();
  }
}

/** Key instructions take real addresses. */
function codeFor(frames: readonly number[], prefix: number, part: (at: number) => string): Buffer {
  const code = frames.map(
    (frame, at) => loadAddress + prefixed(frame, prefix).toString(16).padStart(8, '0') + part(at),
  );
  return Buffer.from(code.join(''), 'hex');
}

export function framesOf(address: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => address + index * frameSize);
}
