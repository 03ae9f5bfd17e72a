import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Manifest } from '../../contract/documents/manifest';
import type { Report } from '../../contract/documents/report';
import { packageRoot } from '../../package-root';
import { makePlan } from '../plan/make-plan';
import { examplesOf } from '../plan/plan';
import { Results } from '../run/results';
import { StreamWriter } from '../run/stream-writer';
import { reportOfFolder } from './report-of-folder';
import { resumable } from './resume';
import { beginRun, readStream } from './run-folder';
import { type RunParts, runRecord } from './run-record';

const folder = (): string => mkdtempSync(join(tmpdir(), 'tck-resume-'));
const features = join(packageRoot, 'src/cli/tiny-suite/features');
const suite = { name: 'tiny', version: '1' };
const manifest: Manifest = {
  name: 'größer',
  title: 't',
  version: '1',
  faces: ['guest'],
  byteOrder: 'big',
  wordSize: 64,
  facilities: [],
  features: {},
  environment: {},
};
const parts = (changes: Partial<RunParts> = {}): RunParts => ({
  startedAt: '2026-01-01T00:00:00Z',
  command: 's390-tck certify',
  manifest,
  plan: makePlan(features, suite, { only: [] }).plan,
  profiles: [],
  deviations: [],
  acceptDeviations: false,
  ...changes,
});
const record = runRecord(parts());
const planned = examplesOf(record.plan).map(({ id }) => id);

function goOn(where: string, ids: readonly string[], last: boolean): void {
  const writer = new StreamWriter(join(where, 'stream.ndjson'));
  writer.append({ record: 'resumed', at: 'now' });
  for (const example of ids) {
    writer.append({ record: 'started', example });
    writer.append({ record: 'ended', example, verdict: 'pass', reason: 'größer ✓' });
  }
  if (last) writer.append({ record: 'footer', at: 'now', complete: true });
  writer.close();
}

const remaining = (where: string): string[] => {
  const results = new Results(planned);
  for (const each of readStream(where, record)) results.apply(each);
  return results.remaining();
};

function everyIdOnce(report: Report): void {
  const seen = report.systems.flatMap(({ rules }) => rules.flatMap(({ examples }) => examples.map(({ id }) => id)));
  assert.deepEqual(seen, planned);
}

test('killed at any byte: an incomplete report; resumed, however often: every planned example has exactly one verdict', () => {
  const whole = folder();
  beginRun(whole, record);
  goOn(whole, planned, false);
  const bytes = readFileSync(join(whole, 'stream.ndjson'));
  const where = folder();
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: bytes.length }), { minLength: 1, maxLength: 3 }), (cuts) => {
      beginRun(where, record);
      writeFileSync(join(where, 'stream.ndjson'), bytes.subarray(0, cuts[0]));
      for (const cut of cuts) {
        const torn = readFileSync(join(where, 'stream.ndjson')).subarray(0, cut);
        writeFileSync(join(where, 'stream.ndjson'), torn);
        const report = reportOfFolder(where);
        everyIdOnce(report);
        assert.deepEqual([report.complete, report.outcome.exitCode], [false, 5]);
        resumable(where, runRecord(parts()));
        goOn(where, remaining(where).slice(0, 2), false);
      }
      resumable(where, runRecord(parts()));
      goOn(where, remaining(where), true);
      const report = reportOfFolder(where);
      everyIdOnce(report);
      assert.deepEqual([report.complete, report.counts.pass], [true, planned.length]);
    }),
    { numRuns: 60 },
  );
});

const other = (changes: Partial<RunParts>) => (where: string) => resumable(where, runRecord(parts(changes)));
const planOf = (version: string, only: string[] = []) => makePlan(features, { ...suite, version }, { only }).plan;
const refusals: readonly [string, (where: string) => unknown, RegExp][] = [
  ['another version of the suite', other({ plan: planOf('2') }), /another suite version, then tiny 1, now tiny 2/],
  [
    'another specification',
    other({ plan: { ...record.plan, suite: { ...suite, digest: 'sha256:0' } } }),
    /another specification/,
  ],
  [
    'another machine',
    other({ manifest: { ...manifest, version: '2' } }),
    /another machine, then größer 1, now größer 2/,
  ],
  ['another manifest', other({ manifest: { ...manifest, facilities: [8] } }), /another machine manifest/],
  ['another selection', other({ plan: planOf('1', ['TINY-01']) }), /another selection, then everything, now TINY-01/],
  ['another shard', other({ plan: { ...record.plan, shard: { index: 1, count: 2 } } }), /another shard, then none/],
  ['other options', other({ acceptDeviations: true }), /another --accept-deviations, then not given, now given/],
  ['an empty folder', () => resumable(folder(), record), /there is no run in .*: no plan\.json/],
  [
    'a complete run',
    (where) => {
      goOn(where, planned, true);
      resumable(where, record);
    },
    /there is nothing to resume in .*: the run is complete/,
  ],
  [
    'a stream of another run',
    (where) => {
      writeFileSync(join(where, 'stream.ndjson'), '{"record":"run","run":"other"}\n');
      resumable(where, record);
    },
    /stream\.ndjson in .* is not of the run that plan\.json tells of/,
  ],
  [
    'a plan of an earlier version of the kit',
    (where) => {
      writeFileSync(join(where, 'plan.json'), '{"plan":{"rules":[]}}');
      resumable(where, record);
    },
    /plan\.json is not one of this version of the kit/,
  ],
];
/** Of a complete run of which the first example did not pass. */
const edits: readonly [string, (text: string) => string, RegExp][] = [
  [
    'a verdict',
    (text) => text.replace('"fail"', '"pass"'),
    /stream\.ndjson in .* was changed after the run: line 3 does not/,
  ],
  ['a line taken out', (text) => text.replace(/.*"fail".*\n/, ''), /line 3 does not follow/],
  ['a line made unreadable', (text) => text.replace('"fail"', '"fail'), /line 4 does not follow/],
  ['a line without its link', (text) => text.replace(/(fail.*),"chain":"\w+"/, '$1'), /line 3 does not follow/],
  ['lines in another order', (text) => text.replace(/(.*)\n(.*"fail".*)\n/, '$2\n$1\n'), /line 2 does not follow/],
  [
    "a line of one's own",
    (text) => text.replace(/\n$/, `\n{"record":"ended","example":"${planned[0]}","verdict":"pass"}\n`),
    /does not follow/,
  ],
];
for (const [what, edit, message] of edits)
  test(`an edited stream is neither reported on nor resumed: ${what}`, () => {
    const where = folder();
    beginRun(where, record);
    const writer = new StreamWriter(join(where, 'stream.ndjson'));
    for (const example of planned) {
      writer.append({ record: 'started', example });
      writer.append({ record: 'ended', example, verdict: example === planned[0] ? 'fail' : 'pass' });
    }
    writer.close();
    const file = join(where, 'stream.ndjson');
    const text = readFileSync(file, 'utf8');
    assert.equal(reportOfFolder(where).counts.fail, 1);
    writeFileSync(file, edit(text));
    assert.notEqual(readFileSync(file, 'utf8'), text);
    assert.throws(() => reportOfFolder(where), message);
    assert.throws(() => resumable(where, runRecord(parts())), message);
  });

test('an edited plan.json is noticed', () => {
  const where = folder();
  beginRun(where, record);
  const file = join(where, 'plan.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace('"acceptDeviations":false', '"acceptDeviations":true'));
  assert.throws(() => reportOfFolder(where), /plan\.json in .* was changed after the run began/);
});

for (const [what, act, message] of refusals)
  test(`${what} is not resumed`, () => {
    const where = folder();
    beginRun(where, record);
    assert.throws(() => act(where), message);
  });

test('a stream that is gone is one in which nothing has happened', () => {
  const where = folder();
  beginRun(where, record);
  rmSync(join(where, 'stream.ndjson'));
  assert.equal(reportOfFolder(where).counts['not-run'], planned.length);
});
