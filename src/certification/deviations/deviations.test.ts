import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Deviation } from '../../contract/documents/deviations';
import type { Evidence, Verdict } from '../../contract/documents/report';
import type { Ended } from '../run/stream';
import { consider } from './consider';
import { fingerprintOf } from './fingerprint';
import { loadDeviations } from './load-deviations';
import { appliesTo, compareVersions } from './versions';

const evidence: Evidence = {
  step: { index: 3, text: 'a protection exception is recognised' },
  message: 'no exception',
  differences: [{ where: 'ending', expected: 'program', seen: 'completed' }],
  transcript: [],
};
const fingerprint = 'a protection exception is recognised => ending: completed';

test('a fingerprint is the step and what was seen', () => {
  assert.equal(fingerprintOf(evidence), fingerprint);
  assert.equal(fingerprintOf({ ...evidence, differences: [] }), 'a protection exception is recognised => no exception');
  assert.equal(fingerprintOf({ message: 'died', differences: [], transcript: [] }), 'died');
});

test('a fingerprint is bounded, and still changes with what it does not show', () => {
  const many = (last: string): Evidence => ({
    ...evidence,
    differences: Array.from({ length: 2000 }, (_, index) => ({
      where: `frame ${index}`,
      expected: 'x',
      seen: index === 1999 ? last : 'y'.repeat(5000),
    })),
  });
  const text = fingerprintOf(many('a'));
  assert.ok(text.length < 700, `${text.length} characters`);
  assert.match(text, /and more \([0-9a-f]{12}\)$/);
  assert.notEqual(text, fingerprintOf(many('b')));
  assert.ok(!text.includes('\n'));
});

test('the fingerprint of a sweep says how many rows failed, and which first', () => {
  const failed = [{ row: 'key 3, ACC 5', differences: [{ where: 'code', expected: '4', seen: 'none' }] }];
  const text = fingerprintOf({
    ...evidence,
    differences: [],
    sweep: { declared: 225, checked: 225, failedCount: 210, failed },
  });
  assert.equal(text, 'a protection exception is recognised => 210 of 225 rows; [key 3, ACC 5] code: none');
});

const deviation = (changes: Partial<Deviation> = {}): Deviation => ({
  id: 'no-keys',
  title: 'keys are not checked',
  reason: 'r',
  source: 's',
  verdict: 'fail',
  examples: { 'KEY-14/a': fingerprint },
  ...changes,
});
const ended = (verdict: Verdict): Ended => ({ verdict, ...(verdict === 'pass' ? {} : { evidence }) });

const table: readonly [string, Ended, Deviation | undefined, string, Verdict, string?][] = [
  ['fails as recorded', ended('fail'), deviation(), fingerprint, 'known-deviation', 'no-keys'],
  ['fails otherwise', ended('fail'), deviation(), 'another', 'fail'],
  ['is blocked instead', ended('blocked'), deviation(), fingerprint, 'blocked'],
  [
    'is blocked as recorded',
    ended('blocked'),
    deviation({ verdict: 'blocked' }),
    fingerprint,
    'known-deviation',
    'no-keys',
  ],
  ['passes although recorded', ended('pass'), deviation(), fingerprint, 'unexpected-pass', 'no-keys'],
  ['passes, intermittent', ended('pass'), deviation({ intermittent: true }), fingerprint, 'pass', 'no-keys'],
  ['fails, intermittent', ended('fail'), deviation({ intermittent: true }), fingerprint, 'known-deviation', 'no-keys'],
  ['is not observable although recorded', ended('not-observable'), deviation(), fingerprint, 'not-observable'],
  ['fails, nothing recorded', ended('fail'), undefined, '', 'fail'],
];
for (const [name, end, recorded, print, verdict, id] of table)
  test(`an example that ${name}: ${verdict}`, () => {
    const result = consider(end, recorded === undefined ? undefined : { deviation: recorded, fingerprint: print });
    assert.equal(result.verdict, verdict);
    assert.equal(result.deviation, id);
    if (name === 'fails otherwise') assert.match(result.reason ?? '', /recorded differently.*another/);
  });

test('versions compare by number', () => {
  assert.ok(compareVersions('7.2.22 (Debian 1:7.2+dfsg-7)', '7.10') < 0);
  assert.ok(compareVersions('10.0.2', '7.2') > 0);
  assert.ok(compareVersions('8.0.1', '8.0') > 0);
  assert.equal(compareVersions('QEMU emulator version 7.2.0', '7.2'), 0);
  assert.ok(appliesTo('7.2.22', { versions: { from: '7.2', below: '8' } }));
  assert.ok(!appliesTo('8.0.0', { versions: { from: '7.2', below: '8' } }));
  assert.ok(!appliesTo('7.1', { versions: { from: '7.2' } }));
  assert.ok(appliesTo('anything', {}));
});

function load(text: string, version = '7.2'): ReturnType<typeof loadDeviations> {
  const file = join(mkdtempSync(join(tmpdir(), 'tck-deviations-')), 'deviations.yaml');
  writeFileSync(file, text);
  return loadDeviations(file, { name: 'qemu', version }, new Set(['KEY-14/a', 'KEY-14/b']));
}

const entry = (id: string, example: string, more = ''): string =>
  `  - {id: ${id}, title: t, reason: r, source: s, verdict: fail, examples: {"${example}": f}${more}}\n`;
const file = (...entries: string[]): string => `implementation: qemu\ndeviations:\n${entries.join('')}`;

test('deviations are loaded for the version at hand', () => {
  assert.deepEqual([...load(file(entry('one', 'KEY-14/a'))).byExample.keys()], ['KEY-14/a']);
  const bounded = file(
    entry('one', 'KEY-14/a', ', versions: {below: "8"}'),
    entry('two', 'KEY-14/a', ', versions: {from: "8"}'),
  );
  assert.equal(load(bounded).byExample.get('KEY-14/a')!.deviation.id, 'one');
  assert.equal(load(bounded, '8.1').byExample.get('KEY-14/a')!.deviation.id, 'two');
});

const bad: readonly [string, string, RegExp][] = [
  ['an unknown example', file(entry('one', 'KEY-99/x')), /deviations\.yaml: one: there is no example "KEY-99\/x"/],
  [
    'an example recorded twice',
    file(entry('one', 'KEY-14/a'), entry('two', 'KEY-14/a')),
    /two: .* recorded by one already/,
  ],
  ['another implementation', 'implementation: hercules\ndeviations: []\n', /records "hercules", the machine is "qemu"/],
  ['what is no YAML', 'a: [', /deviations\.yaml: /],
  [
    'what does not fit the schema',
    'implementation: qemu\ndeviations: [{id: x}]\n',
    /deviations\.yaml: \/deviations\/0/,
  ],
];
for (const [name, text, message] of bad)
  test(`a deviations file with ${name} is refused`, () => assert.throws(() => load(text), { message }));
