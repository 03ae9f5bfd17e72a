import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { packageRoot } from '../package-root';

/** A checkout with a cache of its own. */
function checkout(): { root: string; cache: string } {
  const root = mkdtempSync(join(tmpdir(), 'tck-hook-'));
  mkdirSync(join(root, 'scripts'));
  mkdirSync(join(root, 'node_modules'));
  cpSync(join(packageRoot, 'scripts/typescript.cjs'), join(root, 'scripts/typescript.cjs'));
  cpSync(join(packageRoot, 'tsconfig.json'), join(root, 'tsconfig.json'));
  for (const name of ['typescript', 'ts-node', '@types'])
    symlinkSync(join(packageRoot, 'node_modules', name), join(root, 'node_modules', name));
  writeFileSync(join(root, 'part.ts'), 'export const part: string = "part";\n');
  const loaded = 'Object.keys(require.cache).some((name) => name.includes("node_modules/ts-node"))';
  writeFileSync(join(root, 'main.ts'), `import { part } from './part';\nconsole.log(part, ${loaded});\n`);
  return { root, cache: join(root, 'node_modules/.cache/s390-tck') };
}

const args = ['--require', './scripts/typescript.cjs', './main.ts'];
const run = (root: string): string => {
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  return stdout.trim() || stderr;
};

test('a warm start loads neither ts-node nor TypeScript', () => {
  const { root } = checkout();
  assert.equal(run(root), 'part true');
  assert.equal(run(root), 'part false');
});

test('a changed source is compiled again', () => {
  const { root } = checkout();
  run(root);
  writeFileSync(join(root, 'part.ts'), 'export const part: string = "other";\n');
  assert.equal(run(root), 'other true');
});

for (const [what, text] of [
  ['cut short', '"use strict";\nexports.par'],
  ['emptied', ''],
] as const)
  test(`an entry that was ${what} is compiled again`, () => {
    const { root, cache } = checkout();
    run(root);
    for (const name of readdirSync(cache)) writeFileSync(join(cache, name), text);
    assert.equal(run(root), 'part true');
    assert.equal(run(root), 'part false');
  });

test('several processes at once fill the cache without disturbing each other', async () => {
  const { root, cache } = checkout();
  const outputs = await Promise.all(
    Array.from({ length: 4 }, () => {
      const child = spawn(process.execPath, args, { cwd: root });
      let text = '';
      child.stdout.on('data', (part) => (text += part));
      return new Promise<string>((resolve) => child.once('close', () => resolve(text)));
    }),
  );
  assert.ok(outputs.every((text) => text.startsWith('part ')));
  assert.ok(readdirSync(cache).every((name) => name.endsWith('.js')));
});

test('a syntax error names the file', () => {
  const { root } = checkout();
  writeFileSync(join(root, 'part.ts'), 'export const = 3;\n');
  assert.match(run(root), /part\.ts/);
});
