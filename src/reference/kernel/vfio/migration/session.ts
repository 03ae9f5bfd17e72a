/** What a device gives while its state is saved. */
export interface SavingStream {
  /** Bytes that are there to be read now, up to a length; they stay until they are taken. */
  peek(length: number): Uint8Array;
  take(length: number): void;
  /** Estimates of VFIO_MIG_GET_PRECOPY_INFO. */
  readonly initialBytes: number;
  readonly dirtyBytes: number;
  /** The device has stopped: all that is left is there now. */
  stopCopy(): void;
}

/** What a device takes while its state is restored. */
export interface ResumingStream {
  /** @returns the bytes taken, or a negated error number */
  write(bytes: Uint8Array): number;
  /** Validates what was written and loads it. @returns 0 or a negated error number, and then nothing was loaded */
  load(): number;
}

/** One saving or resuming of a device, which its data file belongs to. */
export type Session =
  | { readonly direction: 'saving'; readonly stream: SavingStream; over: boolean }
  | { readonly direction: 'resuming'; readonly stream: ResumingStream; over: boolean };
