import { spawnSync } from 'node:child_process';
import { type TestContext, test } from 'node:test';
import type { Fixture } from '../../contract/documents/fixture';
import type { Answer, Entry, Space } from '../../contract/entries';
import type { RunningMachine } from '../../contract/machine';
import { plainFixture } from '../../contract/plain-fixture';
import { createQemuMachine, type QemuMachine } from './index';

/** Support for tests on the real QEMU. */

/** The QEMU under test; TCK_QEMU names another. */
export const qemuPath = process.env.TCK_QEMU ?? 'qemu-system-s390x';

const present = spawnSync(qemuPath, ['--version']).error === undefined;
const mustBePresent = process.env.CI !== undefined;
const skip =
  present || mustBePresent ? false : 'needs qemu-system-s390x (Debian 12: qemu-system-misc, 13: qemu-system-s390x)';

/** A test that is skipped where QEMU is not installed, except in continuous integration. */
export function testOnQemu(name: string, run: (context: TestContext) => Promise<void>): void {
  test(name, { skip }, run);
}

let shared: Promise<QemuMachine> | undefined;

/** One probed machine for all tests of a file. Its spare keeps nothing alive. */
export function sharedMachine(): Promise<QemuMachine> {
  shared ??= createQemuMachine({ path: qemuPath });
  return shared;
}

export function fixtureWith(more: Partial<Fixture> = {}): Fixture {
  return { ...plainFixture, ...more };
}

export async function startedOn(machine: QemuMachine, more: Partial<Fixture> = {}): Promise<RunningMachine> {
  const answer = await machine.start(fixtureWith(more));
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
