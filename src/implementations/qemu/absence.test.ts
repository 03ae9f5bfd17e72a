import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { MachineAbsent } from '../../contract/judgement';
import { didNotStart } from './absence';
import { createQemuMachine } from './index';

const folder = mkdtempSync(join(tmpdir(), 'tck-absence-'));
after(() => rmSync(folder, { recursive: true }));

function program(name: string, script: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

async function absenceOf(path: string): Promise<string> {
  const error = await createQemuMachine({ path }).then(
    () => assert.fail('it was accepted'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof MachineAbsent, String(error));
  assert.doesNotMatch(error.message, /\n| at /);
  return error.message;
}

test('a program that is not there', async () => {
  assert.match(await absenceOf('/nowhere/qemu-system-s390x'), /is not there: install qemu-system-misc .*Debian 12/);
  assert.match(await absenceOf('no-such-qemu'), /is not there/);
});

test('a file that cannot be run', async () => {
  const path = join(folder, 'text');
  writeFileSync(path, 'text');
  assert.match(await absenceOf(path), /cannot be run/);
});

test('a program that is no QEMU', async () => {
  assert.match(await absenceOf(program('other', 'echo other 1.0')), /is not QEMU/);
  assert.match(await absenceOf(program('failing', 'exit 3')), /is not QEMU/);
});

const version = 'if [ "$1" = --version ]; then echo "QEMU emulator version 9.9.9 (none)"; exit 0; fi';

test('a QEMU without its firmware', async () => {
  const path = program('bare', `${version}\necho "$0: could not find stage1 bootloader" >&2; exit 1`);
  assert.match(await absenceOf(path), /does not find its firmware s390-ccw\.img: install .*qemu-system-data/);
});

test('a QEMU for another architecture', async () => {
  const path = program('alpha', `${version}\necho "$0: unsupported machine type" >&2; exit 1`);
  assert.match(await absenceOf(path), /a qemu-system-s390x is needed/);
});

test('a QEMU that ends at once or talks nonsense', async () => {
  assert.match(await absenceOf(program('short', `${version}\nexit 7`)), /exit status 7/);
  assert.match(await absenceOf(program('odd', `${version}\nprintf '$OK#00' >&3; exec sleep 0.2`)), /checksum/);
});

test('a reason of several lines becomes one sentence', () => {
  assert.equal(didNotStart('/q', 'one\n  two.').message, '/q cannot be used: one two.');
});
