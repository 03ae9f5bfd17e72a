import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { packageRoot } from '../../package-root';

const guide = readFileSync(join(__dirname, 'GUIDE.md'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'tck-guide-'));
after(() => rmSync(folder, { recursive: true }));

const blocks = (language: string): string[] =>
  [...guide.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(([, text]) => text!);

cpSync(join(__dirname, 'python-machine'), join(folder, 'python-machine'), { recursive: true });
for (const text of blocks('python')) writeFileSync(join(folder, /^# (\S+)/.exec(text)![1]!), text);

const commands = blocks('sh').flatMap((text) => text.trim().split('\n'));

test('the guide has commands to try', () => assert.ok(commands.length >= 6));

for (const line of commands)
  test(`the guide: ${line}`, () => {
    const status = Number(/# ends with status (\d+)/.exec(line)?.[1] ?? 0);
    const command = line.replace('npx s390-tck', `'${process.execPath}' '${join(packageRoot, 'bin/s390-tck.js')}'`);
    const ran = spawnSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8' });
    assert.equal(ran.status, status, ran.stdout + ran.stderr);
  });
