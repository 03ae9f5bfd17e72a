import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Report } from '../../contract/documents/report';
import { hostile, sampleReport } from '../sample-report';
import { noPaint } from '../terminal/paint';
import { compare, Incomparable } from './comparison';
import { comparisonPage } from './comparison-page';
import { comparisonLines } from './terminal';

const good = sampleReport({ rules: 3, examplesPerRule: 2 });
const bad = sampleReport({ rules: 3, examplesPerRule: 2, verdictOf: (n) => (n === 3 ? 'fail' : 'pass') });
const named = (report: Report, name: string, version = '1'): Report => ({
  ...report,
  machine: { ...report.machine, manifest: { ...report.machine.manifest, name, version } },
});
const withDigest = (report: Report, digests: Readonly<Record<string, string>>): Report => ({
  ...report,
  suite: { ...report.suite, version: '2', digest: `sha256:${'2'.repeat(64)}` },
  systems: report.systems.map((system) => ({
    ...system,
    rules: system.rules.map((rule) => ({ ...rule, digest: digests[rule.id] ?? rule.digest })),
  })),
});
const another = `sha256:${'3'.repeat(64)}`;
const standings = (reports: Report[]): string[] => compare(reports).rows.map(({ id, standing }) => `${id} ${standing}`);

test('differences come first', () => {
  assert.deepEqual(standings([good, bad]), ['KEY-02 differs', 'KEY-01 same', 'KEY-03 same']);
  assert.deepEqual(compare([good, bad]).rows[0]!.cells, [
    { verdict: 'pass', share: [2, 2] },
    { verdict: 'fail', share: [1, 2] },
  ]);
});

test('the same verdict by other examples is a difference', () => {
  const other = sampleReport({ rules: 3, examplesPerRule: 2, verdictOf: (n) => (n === 2 ? 'fail' : 'pass') });
  assert.deepEqual(standings([bad, other])[0], 'KEY-02 differs');
});

test('another version of the suite: rule digests tell which rules are comparable', () => {
  const newer = withDigest(bad, { 'KEY-01': another });
  assert.deepEqual(standings([good, newer]), ['KEY-02 differs', 'KEY-01 other text', 'KEY-03 same']);
  assert.deepEqual(compare([good, newer]).notes, [
    'different versions of the suite: 1 rule with another text, not compared',
  ]);
});

test('another plan: what is not in all is not compared', () => {
  const part = { ...bad, systems: bad.systems.map((system) => ({ ...system, rules: system.rules.slice(1) })) };
  assert.deepEqual(standings([good, part]), ['KEY-02 differs', 'KEY-01 not in all', 'KEY-03 same']);
  assert.match(compare([good, part]).notes[0]!, /^different plans: 1 rule/);
});

const refused: readonly [string, Report, string][] = [
  [
    'another suite',
    { ...good, suite: { ...good.suite, name: 'other' } },
    'these are reports of different suites: s390-tck, other',
  ],
  [
    'a suite whose rules all have another text',
    withDigest(good, { 'KEY-01': another, 'KEY-02': another, 'KEY-03': another }),
    'these reports cannot be compared: every rule they share has another text in another version of the suite',
  ],
  ['no rule in common', { ...good, systems: [] }, 'these reports cannot be compared: they have no rule in common'],
];
for (const [what, other, message] of refused)
  test(`refused: ${what}`, () => assert.throws(() => compare([good, other]), new Incomparable(message)));

test('machines of one name are told apart', () => {
  const names = (reports: Report[]): string[] => compare(reports).machines.map(({ name }) => name);
  assert.deepEqual(names([named(good, 'a'), named(good, 'b')]), ['a', 'b']);
  assert.deepEqual(names([named(good, 'a', '1'), named(good, 'a', '2')]), ['a 1', 'a 2']);
  assert.deepEqual(names([named(good, 'a'), named(good, 'a')]), ['a (1)', 'a (2)']);
});

test('on the terminal, and as a page, whatever the machines say', () => {
  const lines = comparisonLines(compare([named(good, 'one'), named(bad, 'two')]), noPaint);
  assert.match(lines.join('\n'), /^KEY-02 {2}✓ pass 2\/2 {2}✗ fail 1\/2 {2}Rule 2/m);
  assert.equal(lines.at(-1), '1 rule differs, 2 the same');
  const nasty = compare([
    sampleReport({ rules: 1, examplesPerRule: 1, text: hostile }),
    sampleReport({ rules: 1, examplesPerRule: 1, text: hostile, verdictOf: () => 'fail' }),
  ]);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what it is about
  assert.doesNotMatch(comparisonLines(nasty, noPaint).join('\n'), /[\u0000-\u0009\u000b-\u001f]|\p{Cs}/u);
  assert.equal(comparisonPage(nasty).match(/<script|<img/g), null);
});
