import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { identityOf } from '../../process/identity';
import { lockFolder } from './folder-lock';

const folder = (): string => mkdtempSync(join(tmpdir(), 'tck-lock-'));
const held = (where: string, holder: object | string): void =>
  writeFileSync(join(where, 'lock'), typeof holder === 'string' ? holder : JSON.stringify(holder));

test('one run at a time, and nothing is left behind it', () => {
  const where = folder();
  const unlock = lockFolder(where);
  assert.throws(() => lockFolder(where), new RegExp(`another run writes to ${where}: process ${process.pid} on `));
  unlock();
  assert.deepEqual(readdirSync(where), []);
  lockFolder(where)();
});

const { pid: gone } = spawnSync('true');
const stale: readonly [string, object | string][] = [
  ['a process that is gone', { pid: gone, started: '1', host: hostname() }],
  ['a process whose number another one has now', { pid: process.pid, started: '1', host: hostname() }],
  ['nobody can say whom', 'half a li'],
];
for (const [whose, holder] of stale)
  test(`the lock of ${whose} is taken over`, () => {
    const where = folder();
    held(where, holder);
    const unlock = lockFolder(where);
    assert.match(readFileSync(join(where, 'lock'), 'utf8'), new RegExp(`"pid":${process.pid},`));
    assert.deepEqual(readdirSync(where), ['lock']);
    unlock();
    assert.ok(!existsSync(join(where, 'lock')));
  });

test('the lock of a living process is respected, and that of another computer, which cannot be asked', (context) => {
  const where = folder();
  const other = spawn('sleep', ['30']);
  context.after(() => other.kill());
  held(where, { ...identityOf(other.pid!), host: hostname() });
  assert.throws(() => lockFolder(where), new RegExp(`process ${other.pid} on ${hostname()} \\(`));
  held(where, { pid: gone, host: 'elsewhere' });
  assert.throws(() => lockFolder(where), /process \d+ on elsewhere; if it is gone, remove lock there/);
});

test('who has been taken over does not unlock for the other', () => {
  const where = folder();
  const unlock = lockFolder(where);
  held(where, { pid: gone, host: hostname() });
  unlock();
  assert.ok(existsSync(join(where, 'lock')));
});
