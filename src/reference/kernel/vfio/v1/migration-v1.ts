import { errno } from '../../../../uapi/errno';
import type { Kernel } from '../../kernel';
import type { AccessLog } from '../access-log';
import type { ArcFailure, MigratingDevice } from '../migration/migration';
import type { ResumingStream, SavingStream } from '../migration/session';
import { errorValue, running, saving } from './bits';
import type { V1Protocol } from './protocol';

/** The largest piece of the stream that is shown in one iteration. */
const chunkSize = 4096;

/** The migration of one device by the region protocol of 2020. */
export class MigrationV1 {
  /** device_state. */
  bits: number = running;
  failure?: ArcFailure;
  readonly window: Uint8Array;
  #saving?: SavingStream;
  #resuming?: ResumingStream;
  /** Bytes that the data area shows, from data_offset being read until pending_bytes is. */
  #chunk = 0;
  /** data_size was read, so reading pending_bytes ends the iteration. */
  #shown = false;

  constructor(
    readonly kernel: Kernel,
    readonly protocol: V1Protocol,
    readonly device: MigratingDevice,
    readonly log: AccessLog,
  ) {
    this.window = new Uint8Array(protocol.dataSize);
  }

  fail(): void {
    this.endSession();
    this.device.halt();
    this.bits = errorValue;
  }

  endSession(): 0 {
    this.#saving = undefined;
    this.#resuming = undefined;
    this.#chunk = 0;
    this.#shown = false;
    return 0;
  }

  preCopy(): 0 {
    this.#saving = this.device.save(true);
    return 0;
  }

  stopCopy(): 0 {
    if (this.#saving === undefined) this.#saving = this.device.save(false);
    else this.#saving.stopCopy();
    return 0;
  }

  restore(): 0 {
    this.#resuming = this.device.restore();
    return 0;
  }

  load(): number {
    const result = this.#resuming?.load() ?? 0;
    if (result === 0) this.endSession();
    return result;
  }

  /** Ends the iteration that was shown, and says what is left. */
  pendingBytes(): number {
    if (this.#saving === undefined) return 0;
    if (this.#shown) {
      this.#saving.take(this.#chunk);
      this.#chunk = 0;
      this.#shown = false;
    }
    if (this.protocol.emptyPreCopy && this.bits === (running | saving)) return 0;
    return this.#saving.initialBytes + this.#saving.dirtyBytes;
  }

  /** Puts the next piece of the stream where data_offset says. */
  showChunk(): void {
    if (this.#saving === undefined || this.#chunk > 0) return;
    const bytes = this.#saving.peek(Math.min(chunkSize, this.window.length));
    this.window.set(bytes);
    this.#chunk = bytes.length;
  }

  shownBytes(): number {
    this.showChunk();
    this.#shown = this.#chunk > 0;
    return this.#chunk;
  }

  /** The program has written a piece of the stream. @returns 0 or a negated error number */
  takeChunk(size: bigint): number {
    if (this.#resuming === undefined || size > BigInt(this.window.length)) return -errno.EINVAL;
    const result = this.#resuming.write(this.window.slice(0, Number(size)));
    return result < 0 ? result : 0;
  }
}

/** The device was reset, or opened anew: it runs, and nothing is left of what was under way. */
export function resetV1(migration: MigrationV1): void {
  migration.endSession();
  migration.bits = running;
  migration.window.fill(0);
  migration.device.enter('active');
}
