import { spawnSync } from 'node:child_process';
import { type TestContext, test } from 'node:test';
import type { Fixture } from '../../contract/documents/fixture';
import type { Answer, Entry, Space } from '../../contract/entries';
import type { RunningMachine } from '../../contract/machine';
import { plainFixture } from '../../contract/plain-fixture';
import { createHerculesMachine, type HerculesMachine } from './index';

/** Support for tests on the real Hercules. */

/** The Hercules under test; TCK_HERCULES names another. */
export const herculesPath = process.env.TCK_HERCULES ?? 'hercules';

const present = spawnSync('sh', ['-c', 'command -v "$0"', herculesPath]).status === 0;
const skip = present || process.env.CI !== undefined ? false : "needs Debian's package hercules";

/** A test that is skipped where Hercules is not installed, except in continuous integration. */
export function testOnHercules(name: string, run: (context: TestContext) => Promise<void>): void {
  test(name, { skip }, run);
}

let shared: Promise<HerculesMachine> | undefined;

/** One probed machine for all tests of a file. Its spare keeps nothing alive. */
export function sharedMachine(): Promise<HerculesMachine> {
  shared ??= createHerculesMachine({ path: herculesPath });
  return shared;
}

export async function startedOn(machine: HerculesMachine, more: Partial<Fixture> = {}): Promise<RunningMachine> {
  const answer = await machine.start({ ...plainFixture, ...more });
  if (answer.kind !== 'started') throw new Error(answer.what);
  return answer.machine;
}

const hex = (digits: string): Uint8Array => Buffer.from(digits, 'hex');

export const supervisor = '0000000180000000';

export function psw(address: number, mask = supervisor): string {
  return mask + address.toString(16).padStart(16, '0');
}

export function write(space: Space, address: number, digits: string): Entry {
  return { verb: 'write', space, cpu: 0, address: BigInt(address), bytes: hex(digits) };
}

export function read(space: Space, address: number, length: number): Entry {
  return { verb: 'read', space, cpu: 0, address: BigInt(address), length };
}

export const execute: Entry = { verb: 'execute', cpu: 0 };

/** Answers as short text: bytes in hexadecimal, endings with their PSW. */
export function shown(answers: readonly Answer[]): string[] {
  return answers.flatMap((answer) => {
    if (answer.kind === 'done') return [];
    if (answer.kind === 'bytes') return [Buffer.from(answer.bytes).toString('hex')];
    if (answer.kind === 'ended') return [`${answer.ending} ${Buffer.from(answer.psw).toString('hex')}`];
    return [answer.kind === 'unsupported' ? `unsupported ${answer.what}` : answer.kind];
  });
}

export async function perform(machine: RunningMachine, ...entries: Entry[]): Promise<string[]> {
  return shown(await machine.perform(entries));
}
