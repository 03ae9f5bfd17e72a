import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { StreamRecord } from '../../certification/run/stream';
import type { Report, Verdict } from '../../contract/documents/report';
import { sha256 } from '../attestation/digest';
import { sampleReport } from '../sample-report';
import { writeSampleRun } from '../sample-run';
import { removeReport, reportText, writeReport } from '../write-report';
import { findingText } from './finding';
import { verify } from './verify';

const version = '0.1.0';
const { privateKey } = generateKeyPairSync('ed25519');
const key = createPublicKey(privateKey);
const verdictOf = (n: number): Verdict => (['pass', 'fail', 'known-deviation'] as const)[n % 3]!;

/** A report folder as a run leaves it; its stream may begin with half a line and what was written next. */
function reportFolder(sign = false, afterHalfALine?: StreamRecord): string {
  const folder = mkdtempSync(join(tmpdir(), 'tck-verify-'));
  const report = sampleReport({ rules: 3, examplesPerRule: 4, verdictOf });
  if (afterHalfALine !== undefined) writeFileSync(join(folder, 'stream.ndjson'), '{"record":"ended","exa');
  writeSampleRun(report, folder, afterHalfALine === undefined ? [] : [afterHalfALine]);
  writeReport(report, folder, sign ? privateKey : undefined);
  return folder;
}

const told = (folder: string, trusted = false): string =>
  verify(folder, { version, ...(trusted ? { key } : {}) })
    .findings.map(findingText)
    .join('\n');

test('a folder as a run leaves it is intact; who made it is known only by a trusted key', () => {
  const folder = reportFolder(true);
  assert.deepEqual(verify(folder, { version }).findings, []);
  assert.equal(verify(folder, { version }).signer, undefined);
  assert.match(verify(folder, { version, key }).signer!, /^[0-9a-f]{64}$/);
  assert.deepEqual(verify(reportFolder(), { version }).findings, []);
});

test('without a signature nothing is authenticated', () => {
  assert.match(told(reportFolder(), true), /^statement\.intoto\.dsse\.json: is missing: the report is not signed$/);
});

test('another signer is not the trusted one', () => {
  const folder = reportFolder(true);
  const other = createPublicKey(
    createPrivateKey(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' })),
  );
  assert.match(
    verify(folder, { version, key: other }).findings.map(findingText).join(),
    /is not signed by the given key/,
  );
});

/** Changes a file, or with `report` the report, and says so in the statement too. */
type Edit = (folder: string) => void;

const text =
  (name: string, change: (text: string) => string): Edit =>
  (folder) =>
    writeFileSync(join(folder, name), change(readFileSync(join(folder, name), 'utf8')));

const report =
  (change: (report: Report) => void): Edit =>
  (folder) => {
    const changed = JSON.parse(readFileSync(join(folder, 'compliance.json'), 'utf8')) as Report;
    change(changed);
    writeFileSync(join(folder, 'compliance.json'), reportText(changed));
  };

/** As someone who knows how the digests are made. */
const rewritten =
  (change: (report: Report) => void): Edit =>
  (folder) => {
    const changed = JSON.parse(readFileSync(join(folder, 'compliance.json'), 'utf8')) as Report;
    change(changed);
    writeReport(changed, folder);
  };

const rule = (report: Report, index: number) => report.systems[0]!.rules[index]!;
const toPass = (changed: Report): void => {
  const [example] = rule(changed, 1).examples.filter(({ verdict }) => verdict === 'fail');
  example!.verdict = 'pass';
  changed.counts.fail--;
  changed.counts.pass++;
};

const edits: readonly [string, Edit, RegExp][] = [
  [
    'a byte of the page',
    text('compliance.html', (t) => t.replace('A sample', 'B sample')),
    /^compliance\.html byte \d+ \(line 8\): was changed/m,
  ],
  [
    'a byte of JUnit',
    text('junit.xml', (t) => t.replace('failures="8"', 'failures="0"')),
    /^junit\.xml byte \d+ \(line 2\): was changed/m,
  ],
  ['a byte of the plan', text('plan.json', (t) => `${t} `), /^plan\.json: was changed/m],
  [
    'white space of the report',
    text('compliance.json', (t) => t.replace('\n "suite"', '\n  "suite"')),
    /^compliance\.json byte 24 \(line 3\): was changed/m,
  ],
  [
    'a count',
    report((r) => {
      r.counts.pass++;
    }),
    /^compliance\.json \/counts\/pass at byte \d+ \(line \d+\): says 5, its examples say 4$/m,
  ],
  [
    'a verdict',
    report((r) => {
      rule(r, 0).examples[1]!.verdict = 'pass';
    }),
    /"KEY-01.*says pass, stream\.ndjson line 2 says fail/m,
  ],
  [
    'a verdict, with counts and digests made anew',
    rewritten(toPass),
    /\/systems\/0\/rules\/1\/examples\/0\/verdict at byte \d+ \(line \d+\): "KEY-02.*says pass, stream\.ndjson line 5 says fail/,
  ],
  [
    'evidence, with digests made anew',
    rewritten((r) => {
      rule(r, 0).examples[1]!.evidence!.differences[0]!.seen = '0x1';
    }),
    /\/systems\/0\/rules\/0\/examples\/1\/evidence\/differences\/0\/seen at byte \d+ \(line \d+\): "KEY-01/,
  ],
  [
    'a rule taken out',
    rewritten((r) => {
      r.systems[0]!.rules.pop();
    }),
    /rule KEY-03 was planned and is missing/,
  ],
  [
    'an example taken out',
    rewritten((r) => {
      rule(r, 0).examples.pop();
    }),
    /"KEY-01.*was planned and has no verdict/,
  ],
  [
    'an example twice',
    rewritten((r) => {
      rule(r, 0).examples.push(rule(r, 0).examples[0]!);
    }),
    /\/examples\/4\/id at byte \d+ \(line \d+\): "KEY-01.*has two verdicts/,
  ],
  [
    'a rule of another text',
    rewritten((r) => {
      rule(r, 0).digest = `sha256:${'1'.repeat(64)}`;
    }),
    /\/systems\/0\/rules\/0\/digest at byte \d+ \(line \d+\): differs from plan\.json/,
  ],
  [
    'another plan',
    rewritten((r) => {
      r.plan.digest = `sha256:${'1'.repeat(64)}`;
    }),
    /\/plan\/digest at byte \d+ \(line \d+\): is of another plan/,
  ],
  [
    'a rule that says pass',
    rewritten((r) => {
      rule(r, 0).verdict = 'pass';
    }),
    /\/rules\/0\/verdict at byte \d+ \(line \d+\): KEY-01 says pass, its examples say fail/,
  ],
  [
    'a certificate',
    rewritten((r) => {
      r.outcome = { ...r.outcome, conformant: true, exitCode: 0 };
    }),
    /\/outcome\/conformant at byte \d+ \(line \d+\): says true, an example says fail/,
  ],
  [
    'an exit code',
    rewritten((r) => {
      r.outcome.exitCode = 0;
    }),
    /\/outcome\/exitCode at byte \d+ \(line \d+\): says 0/,
  ],
  [
    'no longer a report',
    report((r) => {
      delete (r as Partial<Report>).suite;
    }),
    /^compliance\.json: \/ must have required property 'suite'/,
  ],
  ['half a report', text('compliance.json', (t) => t.slice(0, 1000)), /^compliance\.json: .*JSON/],
  [
    'a statement of success',
    text('statement.intoto.json', (t) => t.replace('"FAILED"', '"PASSED"')),
    /^statement\.intoto\.json \/predicate\/result at byte \d+ \(line \d+\): does not say what/m,
  ],
  [
    'a digest in the statement',
    text('statement.intoto.json', (t) => t.replace(/"sha256": "[0-9a-f]{64}"/, `"sha256": "${sha256('')}"`)),
    /^compliance\.json: was changed/m,
  ],
  [
    'a stream without its footer',
    text('stream.ndjson', (t) => t.replace(/\{"record":"footer".*\n/, '')),
    /^stream\.ndjson: has no footer of a complete run/m,
  ],
  [
    'a verdict, in the stream too, with digests made anew',
    (folder) => {
      text('stream.ndjson', (t) => t.replace(/("KEY-02.*?"verdict":)"fail"/, '$1"pass"'))(folder);
      rewritten(toPass)(folder);
    },
    /^stream\.ndjson line 5: does not follow from the lines before it$/m,
  ],
  [
    'a broken record',
    text('stream.ndjson', (t) => t.replace('{"record"', '{record"')),
    /^stream\.ndjson line 1: is no record/m,
  ],
  ['a form that is missing', (folder) => rmSync(join(folder, 'badge.svg')), /^badge\.svg: is missing$/],
  ['no statement', (folder) => rmSync(join(folder, 'statement.intoto.json')), /^statement\.intoto\.json: is missing$/],
  ['nothing', removeReport, /^compliance\.json: is missing$/],
];

for (const [what, edit, message] of edits)
  test(`changed: ${what}`, () => {
    const folder = reportFolder();
    edit(folder);
    assert.match(told(folder), message);
  });

test('the byte told is where the edited value stands', () => {
  const folder = reportFolder();
  rewritten(toPass)(folder);
  const [{ place, at } = {}] = verify(folder, { version }).findings;
  const bytes = readFileSync(join(folder, 'compliance.json'));
  const before = bytes.toString('utf8', 0, at!.byte);
  assert.equal(place, '/systems/0/rules/1/examples/0/verdict');
  assert.match(before, /KEY-02[^}]*"verdict": $/);
  assert.equal(bytes.toString('utf8', at!.byte, at!.byte + 6), '"pass"');
  assert.equal(before.split('\n').length, at!.line);
});

test('a stale form that the statement does not name is told', () => {
  const folder = reportFolder();
  text('statement.intoto.json', (t) => {
    const statement = JSON.parse(t) as { subject: { name: string }[] };
    return JSON.stringify({ ...statement, subject: statement.subject.filter(({ name }) => name !== 'junit.xml') });
  })(folder);
  assert.match(told(folder), /^junit\.xml: is not of this run/m);
});

test('a statement cannot name files outside the folder', () => {
  const folder = reportFolder();
  text('statement.intoto.json', (t) => t.replace('"badge.svg"', '"../../etc/passwd"'))(folder);
  assert.match(told(folder), /^\.\.\/\.\.\/etc\/passwd: is missing/m);
});

test('an envelope with another statement is not about this report', () => {
  const folder = reportFolder(true);
  text('statement.intoto.json', (t) => `${t}\n`)(folder);
  assert.match(told(folder, true), /does not hold statement\.intoto\.json/);
});

test('a line cut short by a kill, before the run was resumed, is no damage', () => {
  const cut = (record: StreamRecord): string => told(reportFolder(false, record));
  assert.equal(cut({ record: 'resumed', at: 'now' }), '');
  assert.equal(cut({ record: 'started', example: 'x' }), 'stream.ndjson line 1: is no record');
});
