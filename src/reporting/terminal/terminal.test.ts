import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ExampleResult, ProfileResult, Report } from '../../contract/documents/report';
import { sampleReport } from '../sample-report';
import { differenceLines, failureLines, quoted } from './failure';
import { ansiPaint, noPaint, paintFor } from './paint';
import { plain } from './plain';
import { Progress } from './progress';
import { summaryLines } from './summary';

test('nothing a machine says can do anything to a terminal', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what must not be there
      assert.doesNotMatch(plain(text), /[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
    }),
  );
  assert.equal(plain('\u001b]0;owned\u0007\u009b31m\u202e\ud800'), '\\x1b]0;owned\\x07\\x9b31m\\u{202e}\\u{d800}');
  assert.equal(plain('größer ✓ 😀'), 'größer ✓ 😀');
});

test('differences stand in columns where they fit, below each other where not', () => {
  assert.deepEqual(
    differenceLines(
      [
        { where: 'program interruption code', expected: '0x0004', seen: 'none' },
        { where: 'PSW address', expected: '0x8004', seen: '0x8006' },
      ],
      noPaint,
    ),
    [
      '                           expected  seen',
      'program interruption code  0x0004    none',
      'PSW address                0x8004    0x8006',
    ],
  );
  assert.deepEqual(differenceLines([{ where: 'storage', expected: 'X'.repeat(60), seen: 'Y'.repeat(60) }], noPaint), [
    'storage',
    `  expected  ${'X'.repeat(60)}`,
    `  seen      ${'Y'.repeat(60)}`,
  ]);
});

test('a failed sweep shows its first rows and how many more there are', () => {
  const failed = Array.from({ length: 20 }, (_, row) => ({
    row: `key ${row}`,
    differences: [{ where: 'code', expected: '4', seen: 'none' }],
  }));
  const example: ExampleResult = {
    id: 'KEY-09/all pairs',
    uri: 'f',
    line: 1,
    verdict: 'fail',
    evidence: {
      step: { index: 1, text: 'each gives 4' },
      message: 'm',
      differences: [],
      transcript: [],
      sweep: { declared: 225, checked: 225, failedCount: 210, failed },
    },
  };
  const rule = { id: 'KEY-09', sentence: 's', source: 'x', provisional: false };
  const text = failureLines(rule, example, 's390-tck certify', noPaint).join('\n');
  assert.match(text, /210 of 225 rows differ/);
  assert.match(text, /key 2\n/);
  assert.doesNotMatch(text, /key 3\n/);
  assert.match(text, /and 207 more in the report/);
  assert.match(text, /replay {3}s390-tck certify --only 'KEY-09\/all pairs'/);
});

test('what a shell would take apart is quoted', () => {
  assert.equal(quoted('KEY-01/plain'), 'KEY-01/plain');
  assert.equal(quoted("it's <a> row"), "'it'\\''s <a> row'");
});

test('colours only on a terminal, and not against NO_COLOR or --no-color', () => {
  assert.equal(paintFor({ isTTY: true }, true, {}), ansiPaint);
  assert.equal(paintFor({ isTTY: true }, false, {}), noPaint);
  assert.equal(paintFor({ isTTY: true }, true, { NO_COLOR: '1' }), noPaint);
  assert.equal(paintFor({}, true, {}), noPaint);
});

/** A run of which example 4 fails, 10 ms each. */
function progressOf(isTTY: boolean, total: number, columns = 30): string {
  let [text, time] = ['', 0];
  const output = { isTTY, columns, write: (part: string) => (text += part) };
  const progress = new Progress(output, total, noPaint, () => time);
  for (let done = 0; done < total; done++) {
    progress.started(`KEY-${done}-with-a-long-name`);
    if (isTTY) progress.draw();
    time += 10;
    progress.ended(done === 3 ? 'fail' : 'pass');
  }
  if (isTTY) progress.draw();
  progress.end();
  return text;
}

test('progress is a line for each tenth off a terminal, with rate, counts and rule, and none for a short run', () => {
  const lines = progressOf(false, 100).trimEnd().split('\n');
  assert.equal(lines.length, 10);
  assert.equal(lines[0], ' 10 %  10/100  100/s  9 pass, 1 fail  KEY-9-with-a-long-name');
  assert.equal(lines[9], '100 %  100/100  100/s  99 pass, 1 fail  KEY-99-with-a-long-name');
  assert.equal(progressOf(false, 20), '');
});

test('progress is one line, drawn again and no wider than a terminal, which is empty in the end', () => {
  const text = progressOf(true, 100);
  assert.ok(!text.includes('\n'));
  const drawn = text.split('\r\u001b[K');
  for (const line of drawn) assert.ok(line.length < 30, line);
  assert.equal(drawn[51], '50 %  50/100  100/s, 1 s left');
  assert.ok(text.endsWith('\r\u001b[K'));
  const wide = progressOf(true, 100, 120).split('\r\u001b[K');
  assert.equal(wide[51], '50 %  50/100  100/s, 1 s left  ✓ 49 ✗ 1  KEY-50-with-a-long-name');
  assert.equal(wide[1], '0 %  0/100  KEY-0-with-a-long-name');
  assert.equal(wide[11], '10 %  10/100  100/s  ✓ 9 ✗ 1  KEY-10-with-a-long-name');
  assert.equal(wide[101], '100 %  100/100  100/s  ✓ 99 ✗ 1  KEY-99-with-a-long-name');
});

test('the rate is that of the last seconds; an example that takes long is drawn although nothing happens', () => {
  let [text, time] = ['', 0];
  const progress = new Progress({ isTTY: true, write: (part: string) => (text = part) }, 100, noPaint, () => time);
  for (let done = 0; done < 50; done++) progress.ended('pass');
  progress.started('KEY-77');
  time = 1000;
  progress.draw();
  assert.match(text, /50\/100 {2}50\/s, 1 s left .* KEY-77$/);
  for (; time < 20_000; time += 1000) progress.draw();
  assert.match(text, /50\/100 {2}0\.0\/s {2}✓ 50 {2}KEY-77$/);
  progress.end();
});

const profile = (change: Partial<ProfileResult>): ProfileResult => ({
  name: 'core',
  title: 'The core',
  provenance: 'architecture',
  requested: false,
  candidate: true,
  certified: false,
  why: [],
  demands: { faces: [], facilities: [], features: {}, rules: {} },
  untested: [],
  ...change,
});
const manyRules = Array.from({ length: 20 }, (_, n) => `KEY-${n}`).join(', ');
const judged: Report = {
  ...sampleReport({ rules: 1, examplesPerRule: 1 }),
  profiles: [
    profile({ certified: true, untested: ['KEY-99'] }),
    profile({ name: 'whole', requested: true, why: [`known deviation: ${manyRules}`, 'fail: KEY-1'] }),
    profile({ name: 'ccw', candidate: false, why: ['not a candidate: the machine does not claim the host face'] }),
  ],
  honesty: { asked: ['STFLE'], contradictions: ['it claims \u001b[5m'], unclaimed: [3, 4], notes: ['a note'] },
};

test('profiles and claims at the end of a run, in words', () => {
  const lines = summaryLines(judged, noPaint, 'normal');
  const from = lines.indexOf('claims that are not kept');
  assert.deepEqual(lines.slice(from, -3), [
    'claims that are not kept',
    '  ✗ it claims \\x1b[5m',
    '',
    'claims',
    '  · seen by a guest and not claimed: facilities 3, 4',
    '  · a note',
    '',
    'profiles',
    '  ✓ certified        core   The core (architecture; 1 of its rules cannot be tested)',
    '  ✗ not certified    whole  The core (architecture, asked for)',
    '                     known deviation: KEY-0, KEY-1, KEY-2, KEY-3, KEY-4, KEY-5, KEY-6, KEY-7 and 12 more',
    '                     fail: KEY-1',
    '  · not a candidate  ccw    The core (architecture)',
    '                     the machine does not claim the host face',
  ]);
});

test('quietly only the profile that was asked for and what is not kept; verbosely every rule and question', () => {
  const quiet = summaryLines(judged, noPaint, 'quiet').join('\n');
  assert.match(quiet, /not kept\n {2}✗ it claims/);
  assert.match(quiet, /✗ not certified {2}whole/);
  assert.doesNotMatch(quiet, /ccw|✓ certified|a note/);
  const verbose = summaryLines(judged, noPaint, 'verbose').join('\n');
  assert.ok(verbose.includes(manyRules));
  assert.match(verbose, /· asked: STFLE/);
});

test('a run without profiles and claims says nothing of them', () => {
  const text = summaryLines(sampleReport({ rules: 1, examplesPerRule: 1 }), noPaint, 'verbose').join('\n');
  assert.doesNotMatch(text, /profiles|claims/);
});
