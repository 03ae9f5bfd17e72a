import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { makePlan } from './make-plan';
import type { Plan } from './plan';
import type { Selection } from './selection';

const feature = `@demo
Feature: Demonstration

  Background:
    Given a machine

  @DEMO-01 @architecture @must @position:aqic-v4
  Rule: First
    Some words.
    Source: one document,
    second line

    Background:
      Given more

    Scenario: plain
      Then it answers yes

    @destructive
    Scenario Outline: rows
      Then it answers <answer>

      Examples:
        | answer | why    |
        | yes    | it can |
        | no     |        |

      @sweep
      Examples: later
        | answer | why  |
        | maybe  | a, b |

  @DEMO-02 @linux @should @provisional @recorded
  Rule: Second
    Source: another
    Scenario: plain
      Then it answers yes

  @DEMO-03 @qemu @may @untested
  Rule: Third
    Source: another
    Reason: nobody has one
`;

function planOf(text: string, selection: Selection = { only: [] }): Plan {
  const features = join(mkdtempSync(join(tmpdir(), 'tck-plan-')), 'features');
  mkdirSync(join(features, 'demo'), { recursive: true });
  writeFileSync(join(features, 'demo/a.feature'), text);
  return makePlan(features, { name: 's390-tck', version: '1.2.3' }, selection).plan;
}

const idsOf = (plan: Plan): string[] => plan.rules.flatMap((rule) => [rule.id, ...rule.examples.map(({ id }) => id)]);

test('example ids are made of rule, scenario and row', () => {
  assert.deepEqual(idsOf(planOf(feature)), [
    'DEMO-01',
    'DEMO-01/plain',
    'DEMO-01/rows/yes, it can',
    'DEMO-01/rows/no, ',
    'DEMO-01/rows/maybe, a, b',
    'DEMO-02',
    'DEMO-02/plain',
    'DEMO-03',
  ]);
});

test('a rule carries what its tags and description say', () => {
  const [first, second, third] = planOf(feature).rules;
  assert.equal(first!.source, 'one document, second line');
  assert.deepEqual(first!.positions, ['aqic-v4']);
  assert.deepEqual([first!.provenance, first!.level, first!.provisional], ['architecture', 'must', false]);
  assert.deepEqual([second!.provenance, second!.level, second!.provisional], ['linux', 'should', true]);
  assert.deepEqual([first!.recorded, second!.recorded], [false, true]);
  assert.deepEqual([third!.untested, third!.examples.length], ['nobody has one', 0]);
  assert.deepEqual(
    [first!.system, first!.feature, first!.uri, first!.line],
    ['demo', 'Demonstration', 'features/demo/a.feature', 8],
  );
});

test('examples know their line and their own tags', () => {
  const [rule] = planOf(feature).rules;
  assert.deepEqual(
    rule!.examples.map(({ line }) => line),
    [16, 25, 26, 31],
  );
  assert.ok(rule!.examples[1]!.tags.includes('@destructive'));
  assert.ok(!rule!.examples[1]!.tags.includes('@sweep'));
  assert.ok(rule!.examples[3]!.tags.includes('@sweep'));
});

test('the digest of a rule changes with its text and its backgrounds, not with its place or layout', () => {
  const digests = (text: string): string[] => planOf(text).rules.map((rule) => rule.digest);
  const before = digests(feature);
  assert.deepEqual(digests(feature.replace('Feature: Demo', '# a comment\n\nFeature: Demo')), before);
  assert.deepEqual(digests(feature.replace('  Rule: Second', '      Rule: Second')), before);
  const changed = digests(feature.replace('Given more', 'Given less'));
  assert.notEqual(changed[0], before[0]);
  assert.deepEqual(changed.slice(1), before.slice(1));
  const tagged = digests(feature.replace('@DEMO-02 @linux @should', '@DEMO-02 @linux @must'));
  assert.deepEqual([tagged[0], tagged[2]], [before[0], before[2]]);
  assert.notEqual(tagged[1], before[1]);
  const background = digests(feature.replace('Given a machine', 'Given two machines'));
  assert.ok(background.every((digest, index) => digest !== before[index]));
});

test('the digest of the suite changes with any text, that of the plan with what is selected', () => {
  const whole = planOf(feature);
  assert.notEqual(planOf(feature.replace('Some words', 'Other words')).suite.digest, whole.suite.digest);
  const part = planOf(feature, { only: ['DEMO-02'] });
  assert.equal(part.suite.digest, whole.suite.digest);
  assert.notEqual(part.digest, whole.digest);
});

const selections: readonly [Selection, readonly string[]][] = [
  [{ only: ['DEMO-02'] }, ['DEMO-02', 'DEMO-02/plain']],
  [{ only: ['DEMO-0?/plain'] }, ['DEMO-01', 'DEMO-01/plain', 'DEMO-02', 'DEMO-02/plain']],
  [{ only: ['DEMO-01/rows/*'], tags: 'not @sweep' }, ['DEMO-01', 'DEMO-01/rows/yes, it can', 'DEMO-01/rows/no, ']],
  [{ only: ['DEMO-03'] }, ['DEMO-03']],
  [{ only: ['*'], tags: '@linux' }, ['DEMO-02', 'DEMO-02/plain']],
  [{ only: ['DEMO-1'] }, []],
  [{ only: ['DEMO-01.plain'] }, []],
];
for (const [selection, ids] of selections)
  test(`selection ${JSON.stringify(selection)}`, () => assert.deepEqual(idsOf(planOf(feature, selection)), ids));

test('a tag expression that cannot be read is told', () => {
  assert.throws(() => planOf(feature, { only: [], tags: '@a and and' }), { name: 'BadSelection' });
});
