/** Runs every *.test.ts with Node's test runner; arguments are path parts to select by. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..');
const wanted = process.argv.slice(2);
const files = ['src', 'steps', 'scripts']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
  )
  .filter((file) => file.endsWith('.test.ts') && (wanted.length === 0 || wanted.some((part) => file.includes(part))))
  .sort();
if (files.length === 0) {
  console.error(`no test file matches ${wanted.join(', ')}`);
  process.exitCode = 4;
} else {
  const reporter = process.env.TCK_TEST_REPORTER ?? 'spec';
  const hook = join(root, 'scripts/typescript.cjs');
  const { status } = spawnSync(
    process.execPath,
    ['--require', hook, '--test', `--test-reporter=${reporter}`, ...files],
    { cwd: root, stdio: 'inherit' },
  );
  process.exitCode = status ?? 1;
}
