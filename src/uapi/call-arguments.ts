/** Arguments of the system calls, in the order of the C library. */
import { flags, flagsWith, type Meaning, values } from '../codec/host-structure';
import { eventfdFlags } from './event-fd';
import { mapFlags, mapTypeMask, mapTypes, protections } from './memory-map';
import { accessModeMask, accessModes, openFlags, seekOrigins } from './open-flags';

export type ArgumentKind =
  | { readonly kind: 'file' | 'number' | 'signed' | 'octal' | 'address' | 'request' }
  | { readonly kind: 'named'; readonly meaning: Meaning }
  /** A pointer to text that ends with NUL. */
  | { readonly kind: 'path' }
  /** A pointer to bytes: those that go to the kernel, or those that it wrote. */
  | { readonly kind: 'input' | 'output' }
  /** A pointer to pollfd structures. */
  | { readonly kind: 'pollfds' }
  /** The argument of an ioctl. */
  | { readonly kind: 'ioctl' };

const file: ArgumentKind = { kind: 'file' };
const number: ArgumentKind = { kind: 'number' };
const signed: ArgumentKind = { kind: 'signed' };
const address: ArgumentKind = { kind: 'address' };
const path: ArgumentKind = { kind: 'path' };
const input: ArgumentKind = { kind: 'input' };
const output: ArgumentKind = { kind: 'output' };
const named = (meaning: Meaning): ArgumentKind => ({ kind: 'named', meaning });

export const callArguments = {
  open: [path, named(flagsWith(openFlags, accessModeMask.O_ACCMODE, accessModes)), { kind: 'octal' }],
  close: [file],
  ioctl: [file, { kind: 'request' }, { kind: 'ioctl' }],
  read: [file, output, number],
  write: [file, input, number],
  pread: [file, output, number, signed],
  pwrite: [file, input, number, signed],
  lseek: [file, signed, named(values(seekOrigins))],
  mmap: [
    address,
    number,
    named(flags(protections)),
    named(flagsWith(mapFlags, mapTypeMask.MAP_TYPE, mapTypes)),
    file,
    signed,
  ],
  munmap: [address, number],
  mprotect: [address, number, named(flags(protections))],
  poll: [{ kind: 'pollfds' }, number, signed],
  eventfd: [number, named(flags(eventfdFlags))],
  dup: [file],
  fstat: [file, output],
  readlink: [path, output, number],
  getdents: [file, output, number],
} as const satisfies Readonly<Record<string, readonly ArgumentKind[]>>;

export type CallName = keyof typeof callArguments;
