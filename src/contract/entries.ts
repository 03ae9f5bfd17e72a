/**
 * The verbs of a running machine. Everything crosses as bytes and numbers in the real layouts:
 * guest-face bytes are big-endian, host-face bytes are in the machine's stated byte order.
 *
 * Spaces
 * - `absolute`: absolute storage; address in bytes.
 * - `key`: storage keys; address is that of the first absolute frame, one byte per 4096-byte frame, bit 7 zero.
 * - `cpu`: the state of one CPU as the 512-byte store-status image of the architecture (absolute 0x1200-0x13FF),
 *   address is the offset in it. See `architecture/cpu-state.ts`.
 * - `pending`: interruptions that are pending for one CPU, 16 bytes each, read only, not consumed by the read; the answer
 *   ends where they end. Byte 0 is the class (0 restart, 1 external, 2 machine check, 3 I/O), bytes 1-3 are zero, bytes 4-15
 *   what the interruption will store, zeros to the right: external: parameter (4), CPU address (2), code (2); machine check:
 *   interruption code (8); I/O: subsystem identification, parameter, interruption identification (4 each).
 * - `changed`: absolute addresses (8 bytes each) of frames whose content or key changed since the last read, read only.
 * - `user`: user memory of the host program (host face); address inside the arena that `start` handed out.
 */
export type Space = 'absolute' | 'key' | 'cpu' | 'pending' | 'changed' | 'user';

/** A number taken from an earlier answer of the same batch: `length` bytes, big-endian, at `offset` of its bytes or psw. */
export interface FromEarlier {
  readonly entry: number;
  readonly offset: number;
  readonly length: number;
  /** Added to the number, modulo 2**64. */
  readonly plus?: bigint;
}

export type Address = bigint | FromEarlier;

export type ResetKind = 'cpu' | 'initial-cpu' | 'subsystem' | 'clear';

/** Host-face system calls. Arguments are scalars; pointers are numbers into the arena. */
export type SystemCall =
  | 'open'
  | 'close'
  | 'ioctl'
  | 'read'
  | 'write'
  | 'pread'
  | 'pwrite'
  | 'lseek'
  | 'mmap'
  | 'munmap'
  | 'poll'
  | 'eventfd'
  | 'dup'
  | 'fstat'
  | 'readlink'
  | 'getdents';

export type Entry =
  | {
      readonly verb: 'read';
      readonly space: Space;
      readonly cpu?: number;
      readonly address: Address;
      readonly length: number;
    }
  | {
      readonly verb: 'write';
      readonly space: Space;
      readonly cpu?: number;
      readonly address: Address;
      readonly bytes: Uint8Array;
    }
  | { readonly verb: 'execute'; readonly cpu: number }
  | { readonly verb: 'run'; readonly cpu: number; readonly limit: number }
  | { readonly verb: 'settle'; readonly nanoseconds: bigint }
  | { readonly verb: 'load'; readonly device: string; readonly cpu: number }
  | { readonly verb: 'reset'; readonly kind: ResetKind; readonly cpu?: number }
  | { readonly verb: 'call'; readonly task: number; readonly name: SystemCall; readonly arguments: readonly Address[] }
  | { readonly verb: 'stimulate'; readonly device: string; readonly what: string; readonly bytes?: Uint8Array }
  | { readonly verb: 'observe'; readonly device: string }
  | { readonly verb: 'pause'; readonly task: number; readonly steps: number };

export type Verb = Entry['verb'];

/**
 * How one unit of operation ended. `execute` = a pending enabled interruption was taken, or one instruction ended.
 * - `completed`: the instruction ended without an interruption.
 * - `program` … `restart`: that interruption was taken; the PSW is the new PSW, the rest is in the prefix area.
 * - `wait`: the CPU is in the wait state and nothing woke it; `check-stop`; `stopped`.
 * - `limit`: `run` reached its limit.
 */
export type Ending =
  | 'completed'
  | 'program'
  | 'supervisor-call'
  | 'external'
  | 'input-output'
  | 'machine-check'
  | 'restart'
  | 'wait'
  | 'check-stop'
  | 'stopped'
  | 'limit';

/** One access that reached a device, in order of arrival. */
export interface Access {
  readonly direction: 'read' | 'write';
  readonly region: string;
  readonly offset: bigint;
  readonly bytes: Uint8Array;
}

export type Answer =
  | { readonly kind: 'done' }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'ended'; readonly ending: Ending; readonly psw: Uint8Array; readonly instructions: number }
  | { readonly kind: 'returned'; readonly value: bigint; readonly errno: number }
  | { readonly kind: 'blocked' }
  | { readonly kind: 'accesses'; readonly accesses: readonly Access[] }
  /** The machine cannot provide this; the rest of the batch was not performed. Never an error, never a pass. */
  | { readonly kind: 'unsupported'; readonly what: string };
