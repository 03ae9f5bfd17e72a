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
 * - `user`: user memory of the host program (host face); address inside the arena that `start` handed out, or inside a
 *   mapping that the program has made with `mmap`. Memory that is not there is answered `faulted`.
 */
export type Space = 'absolute' | 'key' | 'cpu' | 'pending' | 'changed' | 'user';

/**
 * A number taken from an earlier answer of the same batch: `length` bytes, big-endian, at `offset` of its bytes or psw,
 * or of the 8 bytes of the value that a call returned.
 */
export interface FromEarlier {
  readonly entry: number;
  readonly offset: number;
  readonly length: number;
  /** Added to the number, modulo 2**64. */
  readonly plus?: bigint;
}

export type Address = bigint | FromEarlier;

export type ResetKind = 'cpu' | 'initial-cpu' | 'subsystem' | 'clear';

/**
 * Host-face system calls with the arguments of the C library, the buffer-and-length ones in that order:
 * open(path, flags, mode) close(fd) ioctl(fd, request, argument) read(fd, buffer, length) write(fd, buffer, length)
 * pread(fd, buffer, length, offset) pwrite(fd, buffer, length, offset) lseek(fd, offset, whence)
 * mmap(address, length, protection, flags, fd, offset) munmap(address, length)
 * mprotect(address, length, protection) poll(fds, count, milliseconds)
 * eventfd(initial, flags) dup(fd) fstat(fd, buffer) readlink(path, buffer, length) getdents(fd, buffer, length).
 * Arguments are scalars of 64 bits, negative ones as two's complement; pointers are plain numbers into user memory.
 */
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
  | 'mprotect'
  | 'poll'
  | 'eventfd'
  | 'dup'
  | 'fstat'
  | 'readlink'
  | 'getdents';

/**
 * `settle` lets devices, channel programs and time go on for a duration, never the CPU. Where the manifest says that the channel
 * makes progress step by step (`channel.progress: stepped`) it is the only verb but `run` that lets channel programs go on: each
 * step is one CCW (a transfer in channel is a part of the next one), status becomes pending in a step of its own, and every
 * subchannel with something to do does one step at a time. A duration of 0 is one step, any other as many as fit, 10 µs each;
 * it ends early when nothing goes on. `run` makes one step after each unit of operation, `execute` none.
 *
 * `load` is IPL from a device of the fixture. It goes on until it has ended, or until its channel program waits for the device;
 * the ending is `completed` with the PSW that was loaded, or `stopped` while the CPU is in the load state, which it does not
 * leave where the IPL has failed.
 *
 * Tasks are threads of the host program. A call of task 0 runs to its end; a call of another task that waits is answered
 * `blocked` and stays open, and `collect` asks what has become of it. A task has one open call at most.
 */
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
  | { readonly verb: 'collect'; readonly task: number }
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
  /** What the C library returns; `errno` is 0 unless the value is -1. */
  | { readonly kind: 'returned'; readonly value: bigint; readonly errno: number }
  /** The call waits; its task stays open. */
  | { readonly kind: 'blocked' }
  /** What the program would have got for touching that user memory itself. */
  | { readonly kind: 'faulted'; readonly signal: 'SIGSEGV' | 'SIGBUS' }
  | { readonly kind: 'accesses'; readonly accesses: readonly Access[] }
  /** The machine cannot provide this; the rest of the batch was not performed. Never an error, never a pass. */
  | { readonly kind: 'unsupported'; readonly what: string };
