import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostile, sampleReport } from '../sample-report';
import { embeddedJson } from './embedded-json';
import { page } from './page';
import { pageData } from './page-data';

test('JSON in the page cannot end its element, and says the same', () => {
  const text = embeddedJson({ text: hostile, more: '<!--' });
  assert.doesNotMatch(text, /[<>&\u2028\u2029]/);
  assert.deepEqual(JSON.parse(text), { text: hostile, more: '<!--' });
});

for (const [what, every] of [
  ['all pass', 0],
  ['every tenth fails', 10],
  ['all fail', 1],
] as const)
  test(`at most 1 MB for 5,000 examples: ${what}`, () => {
    const verdictOf = (n: number) => (every > 0 && n % every === 0 ? 'fail' : 'pass');
    const bytes = Buffer.byteLength(page(sampleReport({ rules: 500, examplesPerRule: 10, verdictOf })));
    assert.ok(bytes <= 1_000_000, `${bytes} bytes`);
  });

test('nothing is fetched and nothing but its own script may run', () => {
  const text = page(sampleReport({ rules: 1, examplesPerRule: 1, text: hostile, verdictOf: () => 'fail' }));
  const head = text.slice(0, 700).replaceAll('&#39;', "'");
  assert.match(head, /default-src 'none'; style-src 'sha256-[^']+'; .*script-src 'sha256-[^']+'/);
  assert.deepEqual(text.match(/<(link|img|iframe|object)\b|<script src|@import|url\(/g), null);
  assert.equal(text.match(/<script[ >]/g)?.length, 3);
  assert.equal(text.match(/<\/script>/g)?.length, 3);
});

test('the counts stand beside the plan, and a difference is shown', () => {
  const report = sampleReport({ rules: 2, examplesPerRule: 2 });
  assert.ok(!page(report).includes('does not add up'));
  assert.ok(page({ ...report, plan: { ...report.plan, examples: 5 } }).includes('does not add up: 4'));
});

test('profiles: certified or not, and why', () => {
  const demands = { faces: [], facilities: [], features: {}, rules: { 'KEY-01': 1 } };
  const base = {
    name: 'keys',
    title: 'Keys',
    provenance: 'architecture',
    requested: true,
    demands,
    untested: [],
  } as const;
  const text = page({
    ...sampleReport({ rules: 1, examplesPerRule: 1 }),
    profiles: [
      { ...base, demands, untested: [], candidate: true, certified: true, why: [] },
      { ...base, demands, untested: [], candidate: true, certified: false, why: ['fail: KEY-01', 'no <reason>'] },
      {
        ...base,
        demands,
        untested: [],
        candidate: false,
        certified: false,
        why: ['not a candidate: it lacks facility 14'],
      },
    ],
    honesty: {
      asked: ['STFLE'],
      contradictions: ['facility <9> is claimed, a guest does not see it'],
      unclaimed: [],
      notes: [],
    },
  });
  for (const part of [
    '✓ certified',
    '✗ not certified',
    'fail: <a href="#KEY-01">KEY-01</a>',
    'no &lt;reason&gt;',
    '· not a candidate',
    'facility &lt;9&gt; is claimed',
  ])
    assert.ok(text.includes(part), part);
});

test('exchanges that many examples share are kept once', () => {
  const one = pageData(sampleReport({ rules: 1, examplesPerRule: 1, verdictOf: () => 'fail' })).evidence.length;
  const many = pageData(sampleReport({ rules: 10, examplesPerRule: 10, verdictOf: () => 'fail' })).evidence.length;
  assert.ok(many < 10 * one, `${many} for 100 against ${one} for 1`);
});
