import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { certifyTiny, startCertify, startCommand, streamText, tinyMachine, until } from './tiny-suite/command';

const keys = mkdtempSync(join(tmpdir(), 'tck-keys-'));
const [secret, open] = [join(keys, 'secret.pem'), join(keys, 'open.pem')];
const folders = { yes: '', no: '' };

before(async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  writeFileSync(secret, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  writeFileSync(open, publicKey.export({ type: 'spki', format: 'pem' }));
  folders.yes = (await certifyTiny(tinyMachine('yes'), ['--sign-key', secret])).folder;
  folders.no = (await certifyTiny(tinyMachine('no'))).folder;
});

const run = async (...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> =>
  startCommand(args).end;

test('certify writes every form, and nothing else', () => {
  const names = [
    'badge.svg',
    'compliance.html',
    'compliance.json',
    'ctrf.json',
    'junit.xml',
    'plan.json',
    'statement.intoto.json',
    'stream.ndjson',
    'summary.md',
  ];
  assert.deepEqual(readdirSync(folders.no).sort(), names);
  assert.deepEqual(readdirSync(folders.yes).sort(), [...names, 'statement.intoto.dsse.json'].sort());
});

test('verify: what a run leaves is intact; with the key of the signer it is authenticated', async () => {
  for (const folder of [folders.yes, folders.no]) {
    const { code, stdout } = await run('verify', folder);
    assert.equal(code, 0, stdout);
    assert.match(stdout, /: intact, not authenticated\n/);
  }
  assert.match(
    (await run('verify', folders.yes, '--key', open)).stdout,
    /: intact, authenticated: signed by [0-9a-f]{64}\n/,
  );
  assert.equal((await run('verify', folders.no, '--key', open)).code, 1);
  assert.deepEqual(JSON.parse((await run('verify', folders.yes, '--json')).stdout).intact, true);
});

test('verify: a changed byte is named, exit 1', async () => {
  const { folder } = await certifyTiny(tinyMachine('no'));
  const file = join(folder, 'compliance.json');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace('"verdict": "fail"', '"verdict": "pass"'));
  const { code, stdout } = await run('verify', folder);
  assert.equal(code, 1);
  assert.match(stdout, /NOT INTACT\n {2}compliance\.json \//);
  assert.equal((await run('verify', file)).code, 1);
});

for (const [what, args, message] of [
  ['nothing there', ['verify', '/nowhere'], /there is no file or folder \/nowhere/],
  ['another file', ['verify', secret], /give a report folder or its compliance\.json/],
  ['a key that is none', ['verify', keys, '--key', __filename], /is not a key in PEM form/],
  ['one report', ['compare', keys], /give at least two reports/],
  ['no report', ['compare', keys, keys], /there is no report in .*: no compliance\.json/],
  ['no JSON', ['compare', secret, secret], /secret\.pem: /],
] as const)
  test(`exit 2: ${what}`, async () => {
    const { code, stderr } = await run(...args);
    assert.equal(code, 2, stderr);
    assert.match(stderr, message);
    assert.ok(!stderr.includes('    at '));
  });

test('compare: two machines, as text, JSON and page', async () => {
  const html = join(keys, 'compare.html');
  const { code, stdout } = await run('compare', folders.yes, folders.no, '--html', html);
  assert.equal(code, 0);
  assert.match(stdout, /^TINY-01 {2}✓ pass/m);
  assert.match(readFileSync(html, 'utf8'), /Rules that differ/);
  const { rows } = JSON.parse((await run('compare', folders.yes, folders.no, '--json')).stdout) as {
    rows: { standing: string }[];
  };
  assert.equal(rows[0]!.standing, 'differs');
});

test('a killed run leaves no report of an earlier one', async () => {
  const { folder } = await certifyTiny(tinyMachine('yes'));
  const { process: command, end } = startCertify(tinyMachine('hangs'), ['--output', folder]);
  const begun = () =>
    !existsSync(join(folder, 'compliance.json')) && streamText(folder).includes('TINY-01/asked/second');
  await until(begun, 'the second example');
  assert.deepEqual(
    readdirSync(folder).filter((name) => !/^(plan\.json|stream\.ndjson|last-request|lock)$/.test(name)),
    [],
  );
  command.kill('SIGKILL');
  await end;
});
