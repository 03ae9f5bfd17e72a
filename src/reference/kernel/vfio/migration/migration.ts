import type { Kernel } from '../../kernel';
import type { Result } from '../../operation';
import type { AccessLog } from '../access-log';
import type { ResumingStream, SavingStream, Session } from './session';
import { type Activity, running } from './states';

/** What a device does for its migration. */
export interface MigratingDevice {
  /** Goes on to another activity: DMA under way ends first where DMA is not to go on. */
  enter(activity: Activity): Result;
  /** Stops at once, with whatever was under way. */
  halt(): void;
  /** Begins to save; `preCopy`: while the device goes on. */
  save(preCopy: boolean): SavingStream;
  /** Begins to be restored. */
  restore(): ResumingStream;
  /** Bytes that stop-copy needs. */
  dataSize(): bigint;
}

/** The next arc that fails on demand. */
export interface ArcFailure {
  /** Restricts it to one arc. */
  readonly arc?: readonly [from: number, to: number];
  /** The device ends in ERROR. */
  readonly fatal: boolean;
}

/** The migration of one device, protocol version 2. */
export class Migration {
  state: number = running;
  session?: Session;
  /** A SET is under way, or waits for nothing else. */
  busy = false;
  /** A reset came meanwhile. */
  resetPending = false;
  failure?: ArcFailure;
  /** Data files that a program has open, of this session and of earlier ones. */
  openFiles = 0;

  constructor(
    readonly kernel: Kernel,
    /** VFIO_MIGRATION_*. */
    readonly capabilities: number,
    readonly device: MigratingDevice,
    readonly log: AccessLog,
  ) {}

  dataSize(): bigint {
    return this.device.dataSize();
  }

  /** The session is over; its file is dead. */
  endSession(): void {
    if (this.session !== undefined) this.session.over = true;
    delete this.session;
  }

  /** The device was reset. */
  reset(): void {
    if (this.busy) this.resetPending = true;
    else this.kernel.configuration.model.vfio.resetMigration(this);
  }
}

/** Sessions are dead and the device runs. */
export function resetMigration(migration: Migration): void {
  migration.resetPending = false;
  migration.endSession();
  migration.state = running;
  migration.device.enter('active');
}

/** The first file of the device is open: whatever the last program left is gone. */
export const openMigration = (migration: Migration): void => resetMigration(migration);
