import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { defaultPatience } from '../certification/run/watchdog';
import { packageRoot } from '../package-root';
import {
  certifyTiny,
  examplesIn,
  reportIn,
  startCommand,
  streamText,
  tinyMachine,
  verdictsIn,
} from './tiny-suite/command';

const temporary = (): string => mkdtempSync(join(tmpdir(), 'tck-cli-'));
const allPass = ['pass', 'pass', 'pass', 'pass', 'pass'];

test('a machine that does what is demanded is conformant', async () => {
  const { code, stdout, stderr, folder } = await certifyTiny(tinyMachine('yes'));
  assert.equal(stderr, '');
  assert.equal(code, 0, stdout);
  assert.deepEqual(verdictsIn(folder), allPass);
  const report = reportIn(folder);
  assert.equal(report.complete, true);
  assert.deepEqual(
    report.systems[0]!.rules.map((rule) => [rule.id, rule.verdict, rule.reason]),
    [
      ['TINY-01', 'pass', undefined],
      ['TINY-02', 'pass', undefined],
      ['TINY-03', 'not-run', 'untested: it would take too long'],
      ['TINY-04', 'pass', undefined],
    ],
  );
  assert.match(stdout, /CONFORMANT/);
  assert.ok(!stdout.includes('\u001b'), 'no colours off a terminal');
  assert.match(streamText(folder), /"record":"footer".*"complete":true/);
  const plan = JSON.parse(readFileSync(join(folder, 'plan.json'), 'utf8'));
  assert.equal(plan.plan.digest, report.plan.digest);
});

for (const name of ['made', 'named', 'esm.mjs'])
  test(`a plug-in may be of several forms: ${name}`, async () => {
    assert.equal((await certifyTiny(tinyMachine(name))).code, 0);
  });

test('a plug-in may be TypeScript anywhere', async () => {
  const file = join(temporary(), 'my-machine.ts');
  writeFileSync(
    file,
    `import make = require(${JSON.stringify(tinyMachine('../machine.cjs'))});\nexport default make() as object;\n`,
  );
  const { code, stderr } = await certifyTiny(file);
  assert.equal(code, 0, stderr);
});

test('a failure is shown decoded, with the way to see it again, and does not touch the terminal', async () => {
  const { code, stdout, folder } = await certifyTiny(tinyMachine('no'));
  assert.equal(code, 1);
  assert.deepEqual(verdictsIn(folder), ['pass', 'fail', 'pass', 'pass', 'pass']);
  assert.match(stdout, /✗ TINY-01 {2}The machine answers yes/);
  assert.match(stdout, / expected +seen\n +answer +yes +no/);
  assert.match(stdout, /--only TINY-01\/asked\/second$/m);
  assert.match(stdout, /settle → no/);
  assert.match(stdout, /NOT CONFORMANT/);
  assert.ok(!stdout.includes('\u001b') && stdout.includes('\\x1b[31mred'));
  assert.equal(examplesIn(folder)[1]!.fingerprint, 'it answers yes => answer: no');
});

test('deviations: as recorded, accepted, differently, and what passes although recorded', async () => {
  const file = join(temporary(), 'deviations.yaml');
  const record = (example: string, fingerprint: string): void =>
    writeFileSync(
      file,
      `implementation: tiny\ndeviations:\n  - {id: says-no, title: it says no, reason: r, source: s, verdict: fail, examples: {"${example}": "${fingerprint}"}}\n`,
    );
  const certify = (...more: string[]) => certifyTiny(tinyMachine('no'), ['--deviations', file, ...more]);
  record('TINY-01/asked/second', 'it answers yes => answer: no');
  const known = await certify();
  assert.equal(known.code, 1);
  assert.equal(verdictsIn(known.folder)[1], 'known-deviation');
  assert.match(known.stdout, /≈ says-no {2}1 example {2}it says no/);
  const accepted = await certify('--accept-deviations');
  assert.equal(accepted.code, 0);
  assert.match(accepted.stdout, /NOT CERTIFIED/);
  record('TINY-01/asked/second', 'it answers yes => answer: maybe');
  const otherwise = await certify('--accept-deviations');
  assert.equal(otherwise.code, 1);
  assert.match(otherwise.stdout, /recorded differently/);
  record('TINY-01/asked/first', 'it answers yes => answer: no');
  const passing = await certify('--accept-deviations');
  assert.equal(passing.code, 1);
  assert.deepEqual(verdictsIn(passing.folder).slice(0, 2), ['unexpected-pass', 'fail']);
  record('TINY-01/asked/never', 'x');
  const unknown = await certify();
  assert.equal(unknown.code, 2);
  assert.match(unknown.stderr, /deviations\.yaml: says-no: there is no example "TINY-01\/asked\/never"/);
});

test('a draft of deviations, given back, explains every failure', async () => {
  const { folder } = await certifyTiny(tinyMachine('no'));
  const draft = await startCommand(['deviations', 'draft', join(folder, 'compliance.json')]).end;
  assert.equal(draft.code, 0);
  const file = join(temporary(), 'deviations.yaml');
  writeFileSync(file, draft.stdout);
  const { code } = await certifyTiny(tinyMachine('no'), ['--deviations', file, '--accept-deviations']);
  assert.equal(code, 0);
});

test('--json prints the summary and nothing else, whatever a plug-in prints', async () => {
  const { code, stdout, folder } = await certifyTiny(tinyMachine('noisy'), ['--json']);
  assert.equal(code, 0);
  const summary = JSON.parse(stdout);
  assert.equal(summary.counts.pass, 5);
  assert.equal(summary.report, join(folder, 'compliance.json'));
});

test('--only and --tags choose', async () => {
  const { folder } = await certifyTiny(tinyMachine('yes'), ['--only', 'TINY-01/*', 'TINY-02', '--tags', 'not @linux']);
  assert.deepEqual(
    examplesIn(folder).map((example) => example.id),
    ['TINY-01/asked/first', 'TINY-01/asked/second', 'TINY-01/asked/third'],
  );
});

test('a machine that cannot be started is not observable, and nothing passed', async () => {
  const { code, folder } = await certifyTiny(tinyMachine('unsupported'));
  assert.equal(code, 1);
  assert.deepEqual([...new Set(verdictsIn(folder))], ['not-observable']);
});

const refused: readonly [string, string, number, RegExp][] = [
  ['exports no machine', tinyMachine('none'), 2, /exports no machine: its default export/],
  [
    'is not there',
    '/nowhere/machine.js',
    2,
    /there is no machine "\/nowhere\/machine.js": neither one of reference, qemu, hercules, linux, linux-local nor a file/,
  ],
  ['throws while it is loaded', tinyMachine('throws'), 2, /broken plug-in/],
  ['says that it is absent', tinyMachine('absent'), 2, /^there is no emulator here: apt-get install emulator\n$/],
  ['has a manifest that does not fit', tinyMachine('bad-manifest'), 2, /the manifest of the machine: \/name/],
];
for (const [what, machine, status, message] of refused)
  test(`a machine that ${what}: exit ${status}`, async () => {
    const { code, stderr, folder } = await certifyTiny(machine);
    assert.equal(code, status);
    assert.match(stderr, message);
    assert.ok(!existsSync(folder), 'nothing is left');
  });

test('a QEMU that is not there: exit 2, a sentence', async () => {
  const { code, stderr } = await certifyTiny('qemu', ['--qemu', '/nowhere/qemu-system-s390x']);
  assert.equal(code, 2);
  assert.match(stderr, /\/nowhere\/qemu-system-s390x/);
  assert.ok(!stderr.includes('    at '), stderr);
});

const usage: readonly [string, readonly string[], number, RegExp][] = [
  ['an empty selection', ['--only', 'NOTHING-1'], 4, /no rule or example is selected/],
  ['only an untested rule', ['--only', 'TINY-03'], 4, /^$/],
  ['a broken tag expression', ['--tags', '@a and and'], 2, /tag expression "@a and and"/],
  ['an unwritable folder', ['--output', '/proc/report'], 2, /the report cannot be written to \/proc\/report/],
  ['a folder of somebody else', ['--output', '/proc/self'], 2, /the report cannot be written to \/proc\/self: /],
  ['a deviations file that is not there', ['--deviations', '/nowhere'], 2, /there is no file \/nowhere/],
  ['a features folder that is not there', ['--features', '/nowhere'], 2, /there is no folder \/nowhere/],
  ['no patience at all', ['--patience', '0'], 2, /--patience 0: it must be a number above 0/],
  ['an unknown option', ['--frobnicate'], 2, /unknown option '--frobnicate'/],
  ['--qemu for another machine', ['--qemu', '/bin/true'], 2, /--qemu goes with --machine qemu or linux/],
];
for (const [what, more, status, message] of usage)
  test(`${what}: exit ${status}`, async () => {
    const { code, stderr } = await certifyTiny(tinyMachine('yes'), more);
    assert.equal(code, status, stderr);
    assert.match(stderr, message);
    assert.ok(!stderr.includes('    at '), 'no stack trace');
  });

test('a feature that cannot be read: exit 3, with file and line', async () => {
  const features = join(packageRoot, 'src/certification/lint/bad-features');
  const { code, stderr } = await certifyTiny(tinyMachine('yes'), ['--features', features]);
  assert.equal(code, 3);
  assert.match(stderr, /bad-features\/unreadable\.feature:6: expected/);
});

test('help teaches, and says how the command ends', async () => {
  const { code, stdout } = await startCommand(['--help']).end;
  assert.equal(code, 0);
  assert.match(stdout, /s390-tck certify --machine qemu/);
  assert.match(stdout, /4 {2}nothing was run/);
});

test('the help of certify names the limits on a machine', async () => {
  const { stdout } = await startCommand(['certify', '--help']).end;
  const { idle, busy } = defaultPatience;
  assert.match(
    stdout.replace(/\s+/g, ' '),
    new RegExp(`--patience <seconds> .*default: ${idle}, or ${busy} of CPU time`),
  );
  assert.match(stdout, /--max-memory <MiB> /);
});

test('check tells every problem with file and line: exit 1; the specification of the kit has none', async () => {
  const features = join(packageRoot, 'src/certification/lint/bad-features');
  const steps = join(packageRoot, 'src/cli/tiny-suite/steps.cjs');
  const bad = await startCommand(['check', '--features', features, '--steps', steps, '--json']).end;
  assert.equal(bad.code, 1);
  const problems = JSON.parse(bad.stdout) as { file: string; line: number; message: string }[];
  assert.ok(problems.some(({ file, line }) => file === 'bad-features/undefined-step.feature' && line === 8));
  const good = await startCommand(['check']).end;
  assert.deepEqual([good.code, good.stdout], [0, 'no problems\n'], good.stdout);
});

test('list shows the rules, and exits 4 where there are none', async () => {
  const features = join(packageRoot, 'src/cli/tiny-suite/features');
  const all = await startCommand(['list', '--features', features, '--examples']).end;
  assert.match(all.stdout, /^TINY-01 +3 {2}architecture must +The machine answers yes\n {4}TINY-01\/asked\/first$/m);
  assert.match(all.stdout, /^TINY-03 +– {2}/m);
  assert.equal((await startCommand(['list', '--features', features, '--only', 'NO-1']).end).code, 4);
});
