import assert from 'node:assert/strict';
import { test } from 'node:test';
import { replayCommand } from './replay';

for (const [command, base] of [
  ['s390-tck certify', 's390-tck certify'],
  ["s390-tck certify --only KEY-09 'KEY-6*' --machine qemu", 's390-tck certify --machine qemu'],
  ['s390-tck certify --machine qemu --only KEY-09 --only KEY-14 --quiet', 's390-tck certify --machine qemu'],
  ["s390-tck certify --tags '@linux and not @sweep' --qemu '/a b/qemu'", "s390-tck certify --qemu '/a b/qemu'"],
  ["s390-tck certify --only='X' --fault f --output=x --shard 1/2 --json", 's390-tck certify --fault f'],
  ["s390-tck certify --machine './it'\\''s.ts' --sign-key k.pem", "s390-tck certify --machine './it'\\''s.ts'"],
] as const)
  test(`what is put before --only: ${command}`, () => assert.equal(replayCommand(command), base));
