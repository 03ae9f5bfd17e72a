import { defineParameterType } from '@cucumber/cucumber';
import { assemble } from '../src/architecture/assembly';
import { cpuStateOffset } from '../src/architecture/cpu-state';
import { type ProgramException, programInterruptionCodes } from '../src/architecture/interruption-codes';
import { storageKey } from '../src/architecture/storage-key';
import { encode } from '../src/codec/codec';
import { type ErrnoName, errno } from '../src/uapi/errno';
import { tableTypes } from './address-space';

/** A register as steps name it: place in the CPU state and width in bytes. */
export interface RegisterName {
  readonly name: string;
  readonly offset: number;
  readonly bytes: 4 | 8;
}

/** An instruction as it stands in the feature text. */
export interface InstructionText {
  readonly text: string;
  readonly bytes: Uint8Array;
}

export function parseRegister(text: string): RegisterName {
  const kind = text.slice(0, 2);
  const number = Number(text.slice(2));
  const place = { GR: cpuStateOffset.gr, CR: cpuStateOffset.cr, AR: cpuStateOffset.ar }[kind];
  if (place === undefined || !(number < 16)) throw new Error(`"${text}" is no register`);
  return { name: text, offset: place(number), bytes: kind === 'AR' ? 4 : 8 };
}

const referenceBit = encode(storageKey, { reference: 1 })[0]!;

/** `ACC 9`, `ACC 9 F`, `ACC 3 F R C`: access-control bits, fetch protection, reference, change. */
export function parseKey(text: string): number {
  const match = /^ACC (\d+)( F)?( R)?( C)?$/.exec(text);
  if (match === null) throw new Error(`"${text}" is no storage key: write "ACC 3", "ACC 3 F", "ACC 3 F R C" …`);
  const [, acc, f, r, c] = match;
  const on = (flag: string | undefined) => (flag === undefined ? 0 : 1);
  return encode(storageKey, { acc: Number(acc), fetchProtection: on(f), reference: on(r), change: on(c) })[0]!;
}

/** A key as a feature states it. */
export interface StatedKey {
  readonly key: number;
  /** Bits that may be otherwise: reference may be recorded without a visible access, so most rules leave it out. */
  readonly without: number;
}

function parseStatedKey(text: string): StatedKey {
  const [key = '', aside] = text.split(', ');
  return { key: parseKey(key), without: aside === undefined ? 0 : referenceBit };
}

export function parseErrno(text: string): ErrnoName {
  if (!Object.hasOwn(errno, text)) throw new Error(`"${text}" is no error number of Linux`);
  return text as ErrnoName;
}

export function parseBytes(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text.slice(2, -1), 'hex'));
}

const types: readonly [name: string, regexp: RegExp, transformer: (text: string) => unknown][] = [
  ['address', /0x[0-9A-F]+/, (text) => BigInt(text)],
  ['number', /0x[0-9A-F]+|\d+/, (text) => BigInt(text)],
  ['bytes', /X'(?:[0-9A-F]{2})+'/, parseBytes],
  ['key', /ACC \d+(?: F)?(?: R)?(?: C)?(?:, reference aside)?/, parseStatedKey],
  ['instruction', /[A-Z][A-Z0-9]+(?: [^\s]+)?/, (text): InstructionText => ({ text, bytes: assemble(text) })],
  [
    'exception',
    new RegExp(Object.keys(programInterruptionCodes).join('|')),
    (text) => ({ name: text, code: programInterruptionCodes[text as ProgramException] }),
  ],
  ['with', /with|without/, (text) => text === 'with'],
  ['installed', /installed|not installed/, (text) => text === 'installed'],
  ['switch', /on|off/, (text) => text === 'on'],
  ['space', /primary|secondary|home|access-list/, (text) => text],
  ['ioctl', /(?:VFIO|KVM)_[A-Z0-9_]+|ioctl 0x[0-9A-F]+/, (text) => text.replace('ioctl ', '')],
  ['state', /ERROR|STOP|RUNNING|STOP_COPY|RESUMING|RUNNING_P2P|PRE_COPY|PRE_COPY_P2P/, (text) => text],
  ['irq', /INTX|MSIX?|ERR|REQ/, (text) => text],
  ['irq-action', /triggers|masks|unmasks|disables/, (text) => text.slice(0, -1).toUpperCase()],
  ['eventfds', /"[^"]+"(?:, "[^"]+")*/, (text) => text.slice(1, -1).split('", "')],
  ['result', /-?\d+|E[A-Z0-9]+/, (text) => (text.startsWith('E') ? parseErrno(text) : text)],
  ['interruption', /program|supervisor-call|external|input-output|machine-check|restart/, (text) => text],
  [
    'table-type',
    new RegExp(Object.keys(tableTypes).join('|')),
    (text): number => tableTypes[text as keyof typeof tableTypes],
  ],
];

for (const [name, regexp, transformer] of types) {
  defineParameterType({ name, regexp, transformer, useForSnippets: false });
}
