import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Report } from '../../contract/documents/report';
import { validated } from '../../contract/validate';
import { hostile, sampleReport } from '../sample-report';
import { badge } from './badge';
import { ctrf } from './ctrf';
import { forms } from './forms';
import { markdown, summary } from './markdown';
import { xmlTree } from './xml-tree';

const good = sampleReport({ rules: 3, examplesPerRule: 2 });
const bad = sampleReport({ rules: 3, examplesPerRule: 2, verdictOf: (n) => (n === 3 ? 'fail' : 'pass') });
const nasty = sampleReport({ rules: 3, examplesPerRule: 2, verdictOf: () => 'known-deviation', text: hostile });

test('the samples are reports', () => {
  for (const report of [good, bad, nasty]) validated<Report>('report', report, 'the sample');
});

test('every form is a pure function of the report', () => {
  for (const { file, render } of forms) {
    const copy = JSON.stringify(bad);
    assert.equal(render(bad), render(JSON.parse(copy) as Report), file);
    assert.equal(JSON.stringify(bad), copy, `${file} changes the report`);
  }
});

// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what it is about
const harmful = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202e\ufffe\uffff]|\p{Cs}/u;

for (const { file, render } of forms)
  test(`${file}: nothing a machine says can do harm`, () => {
    const text = render(nasty);
    const strings = file.endsWith('.json') ? JSON.stringify(JSON.parse(text)) : text;
    assert.deepEqual(strings.match(harmful), null);
    if (!file.endsWith('.json')) assert.deepEqual(text.match(/<script>window|<img src/), null);
  });

test('the badge is well-formed and says what came of it', () => {
  const incomplete = { ...good, complete: false };
  const part = { ...good, plan: { ...good.plan, selection: ['KEY-01'] } };
  const known = { ...bad, outcome: { ...bad.outcome, asRecorded: true } };
  for (const [report, words] of [
    [good, 'conformant'],
    [bad, 'not conformant'],
    [incomplete, 'incomplete'],
    [part, 'conformant (part)'],
    [known, 'not certified'],
  ] as const)
    assert.equal(xmlTree(badge(report)).attributes['aria-label'], `s390-tck sample: ${words}`);
  xmlTree(badge(nasty));
});

test('Markdown: scores per provenance, what failed first, nothing that mentions or links', () => {
  const text = summary(bad);
  assert.match(text, /^\| architecture \| 1 of 2 \| 0 \| 3 pass, 1 fail \|$/m);
  assert.match(text, /^\| linux \| 1 of 1 \| 0 \| 2 pass \|$/m);
  assert.match(text, /✗ fail 1 of 2 \| KEY-02 \|.*expected 0x0000000000000004/);
  assert.equal(
    markdown('@a #1 <b> [x](http://y) `c` | ~~d~~'),
    '&#64;a &#35;1 &#60;b&#62; \\[x\\]\\(http\\://y\\) \\`c\\` \\| \\~\\~d\\~\\~',
  );
  const fences = summary({ ...bad, command: 's390-tck ```' }).match(/^`+/gm);
  assert.deepEqual(fences, ['````', '````']);
});

test('CTRF: the sums are those of the tests', () => {
  const { results } = JSON.parse(ctrf(bad)) as {
    results: { summary: Record<string, number>; tests: { status: string }[] };
  };
  const { tests, passed, failed, pending, skipped, other } = results.summary as Record<string, number>;
  assert.equal(tests, results.tests.length);
  assert.equal(passed! + failed! + pending! + skipped! + other!, tests);
  assert.equal(failed, results.tests.filter(({ status }) => status === 'failed').length);
});
