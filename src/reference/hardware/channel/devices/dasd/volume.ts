import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { Track } from './track';

export const heads = 15;
export const trackNumber = (cylinder: number, head: number): number => cylinder * heads + head;
const headerLength = 512;
const largestTrack = 65536;

/** The tracks of a volume. */
export interface Volume {
  readonly cylinders: number;
  /** @returns what is wrong with it where the image is damaged */
  track(cylinder: number, head: number): Track | string;
  /** A track has been changed. */
  changed(cylinder: number, head: number): void;
  put(cylinder: number, head: number, track: Track): void;
}

/** Tracks by number; those that nobody has written are formatted ones. */
export class EmptyVolume implements Volume {
  readonly #tracks = new Map<number, Track | string>();

  constructor(readonly cylinders: number) {}

  /** A track that is not in memory yet. */
  protected find(cylinder: number, head: number): Track | string {
    return Track.formatted(cylinder, head);
  }

  track(cylinder: number, head: number): Track | string {
    const number = trackNumber(cylinder, head);
    let track = this.#tracks.get(number);
    if (track === undefined) {
      track = this.find(cylinder, head);
      this.#tracks.set(number, track);
    }
    return track;
  }

  changed(_cylinder: number, _head: number): void {}

  put(cylinder: number, head: number, track: Track): void {
    this.#tracks.set(trackNumber(cylinder, head), track);
    this.changed(cylinder, head);
  }
}

/**
 * An uncompressed CKD image as Hercules uses it: a header of 512 bytes (`CKD_P370`, then little-endian words: heads and bytes
 * of a track), then the tracks. Source: Hercules 3.13 images; fact sheet of Hercules, section 3.
 */
export class ImageVolume extends EmptyVolume {
  private constructor(
    readonly path: string,
    readonly trackSize: number,
    cylinders: number,
    readonly writable: boolean,
  ) {
    super(cylinders);
  }

  /** @returns what is wrong with the file */
  static open(path: string, writable: boolean): ImageVolume | string {
    try {
      const file = openSync(path, writable ? 'r+' : 'r');
      try {
        const header = Buffer.alloc(headerLength);
        const length = readSync(file, header, 0, headerLength, 0);
        if (length < headerLength || header.toString('latin1', 0, 8) !== 'CKD_P370')
          return `${path} is no uncompressed CKD image: it does not begin with CKD_P370`;
        const trackSize = header.readUInt32LE(12);
        if (header.readUInt32LE(8) !== heads) return `${path} has ${header.readUInt32LE(8)} heads: a 3390 has ${heads}`;
        if (trackSize < 1024 || trackSize > largestTrack) return `${path} has tracks of ${trackSize} bytes`;
        const cylinders = (fstatSync(file).size - headerLength) / (trackSize * heads);
        if (cylinders < 1 || !Number.isInteger(cylinders)) return `${path} does not end with a cylinder`;
        const volume = new ImageVolume(path, trackSize, cylinders, writable);
        return volume.firstDamage() ?? volume;
      } finally {
        closeSync(file);
      }
    } catch (reason) {
      return `${path} cannot be read: ${reason instanceof Error ? reason.message : String(reason)}`;
    }
  }

  /** Looks at the tracks of the first cylinders; later ones are looked at when a program comes to them. */
  firstDamage(): string | undefined {
    for (let cylinder = 0; cylinder < Math.min(this.cylinders, 2); cylinder += 1)
      for (let head = 0; head < heads; head += 1) {
        const track = this.track(cylinder, head);
        if (typeof track === 'string') return `${this.path}: ${track}`;
      }
    return undefined;
  }

  #access<Result>(mode: 'r' | 'r+', act: (file: number) => Result): Result {
    const file = openSync(this.path, mode);
    try {
      return act(file);
    } finally {
      closeSync(file);
    }
  }

  #position(cylinder: number, head: number): number {
    return headerLength + trackNumber(cylinder, head) * this.trackSize;
  }

  protected override find(cylinder: number, head: number): Track | string {
    const bytes = Buffer.alloc(this.trackSize);
    try {
      this.#access('r', (file) => readSync(file, bytes, 0, this.trackSize, this.#position(cylinder, head)));
    } catch (reason) {
      return `track ${cylinder}.${head}: ${reason instanceof Error ? reason.message : String(reason)}`;
    }
    const track = Track.read(Uint8Array.from(bytes));
    return typeof track === 'string' ? `track ${cylinder}.${head}, ${track}` : track;
  }

  override changed(cylinder: number, head: number): void {
    const track = this.track(cylinder, head);
    if (!this.writable || typeof track === 'string') return;
    const bytes = track.write(this.trackSize);
    this.#access('r+', (file) => writeSync(file, bytes, 0, bytes.length, this.#position(cylinder, head)));
  }
}
