import { existsSync } from 'node:fs';
import { test } from 'node:test';
import type { Fixture } from '../../contract/documents/fixture';
import type { Address, Answer, Entry, FromEarlier, SystemCall } from '../../contract/entries';
import type { Machine, Range, RunningMachine, StartAnswer } from '../../contract/machine';
import { plainFixture } from '../../contract/plain-fixture';
import { recordFile } from './build/built-kernel';
import { s390x } from './build/target';

/** Support for tests on real kernels. */

const mustBePresent = process.env.CI !== undefined;
const skip =
  existsSync(recordFile(s390x)) || mustBePresent ? false : 'needs the s390x kernel: node bin/s390-tck.js linux build';

/** A test that is skipped where the kernel was not built, except in continuous integration. */
export function testOnGuest(name: string, run: () => Promise<void>): void {
  test(name, { skip }, run);
}

export interface Program {
  readonly machine: RunningMachine;
  readonly arena: Range;
  readonly devices: Readonly<Record<string, string>>;
  /** Performs entries and answers each in short. */
  perform(...entries: readonly Entry[]): Promise<string[]>;
  /** An address in the arena. */
  at(offset: number): bigint;
  write(offset: number, bytes: Uint8Array | string): Entry;
  read(offset: number, length: number): Entry;
}

export function startedOf(answer: StartAnswer): Program {
  if (answer.kind !== 'started') throw new Error(answer.what);
  const { machine, arena, devices = {} } = answer;
  if (arena === undefined) throw new Error('there is no arena');
  const at = (offset: number) => BigInt(arena.start + offset);
  return {
    machine,
    arena,
    devices,
    perform: async (...entries) => (await machine.perform(entries)).map(shown),
    at,
    write: (offset, bytes) => ({ verb: 'write', space: 'user', address: at(offset), bytes: Buffer.from(bytes) }),
    read: (offset, length) => ({ verb: 'read', space: 'user', address: at(offset), length }),
  };
}

export async function startedOn(machine: Machine, devices: Fixture['devices'] = []): Promise<Program> {
  return startedOf(await machine.start({ ...plainFixture, devices }));
}

export const call = (name: SystemCall, ...values: readonly (number | Address)[]): Entry => callOf(0, name, ...values);

export function callOf(task: number, name: SystemCall, ...values: readonly (number | Address)[]): Entry {
  return {
    verb: 'call',
    task,
    name,
    arguments: values.map((value) => (typeof value === 'number' ? BigInt(value) : value)),
  };
}

/** The value that an earlier call of the batch returned. */
export const returnedBy = (entry: number): FromEarlier => ({ entry, offset: 0, length: 8 });

/** Bytes in hexadecimal; value of a call, and its errno if there is one. */
function shown(answer: Answer): string {
  switch (answer.kind) {
    case 'bytes':
      return Buffer.from(answer.bytes).toString('hex');
    case 'returned':
      return answer.errno === 0 ? `${answer.value}` : `${answer.value} errno ${answer.errno}`;
    case 'faulted':
      return answer.signal;
    case 'unsupported':
      return `unsupported: ${answer.what}`;
    default:
      return answer.kind;
  }
}
