import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

const readme = `# A kit

\`\`\`sh
echo one >> "$LOG"              # some words
echo two >> "$LOG" && false     # ends with status 1
echo three >> "$LOG"
\`\`\`
`;

function repository(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tck-readme-'));
  mkdirSync(join(folder, 'scripts'));
  cpSync(join(__dirname, 'try-readme'), join(folder, 'scripts/try-readme'));
  writeFileSync(join(folder, 'README.md'), readme);
  const git = (...args: string[]) =>
    spawnSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...args], { cwd: folder });
  for (const args of [
    ['init', '-q'],
    ['add', '.'],
    ['commit', '-qm', 'all'],
  ])
    assert.equal(git(...args).status, 0);
  return folder;
}

function ran(ranWell: readonly string[]): { status: number | null; said: string[]; ran: string } {
  const folder = repository();
  const log = join(folder, 'log');
  writeFileSync(log, '');
  const { status, stdout } = spawnSync('bash', ['scripts/try-readme'], {
    cwd: folder,
    env: { ...process.env, LOG: log, TCK_RAN_WELL: ranWell.join('\n') },
    encoding: 'utf8',
  });
  const told = readFileSync(log, 'utf8').trim().replaceAll('\n', ' ');
  return {
    status,
    said: stdout
      .trim()
      .split('\n')
      .map((line) => line.slice(0, 4).trim()),
    ran: told,
  };
}

test('every command of the README is run', () => {
  assert.deepEqual(ran([]), { status: 0, said: ['ok', 'ok', 'ok'], ran: 'one two three' });
});

test('what the same test has run with status 0 is told and not run again', () => {
  assert.deepEqual(ran(['echo one >> "$LOG"', 'npm run unit']), {
    status: 0,
    said: ['ok', 'ok', 'ok'],
    ran: 'two three',
  });
});

test('a command that resembles one, or shall end otherwise, is run', () => {
  const others = ['echo one', 'echo three >> "$LOG" #', 'echo two >> "$LOG" && false', ''];
  assert.deepEqual(ran(others), { status: 0, said: ['ok', 'ok', 'ok'], ran: 'one two three' });
});
