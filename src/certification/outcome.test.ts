import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Verdict } from '../contract/documents/report';
import { outcomeOf, type Run } from './outcome';

const rule = (...verdicts: Verdict[]): Run['rules'][number] => ({
  provisional: false,
  verdict: 'pass',
  examples: verdicts.map((verdict) => ({ id: 'X', uri: 'x', line: 1, verdict })),
});
const provisional = (...verdicts: Verdict[]): Run['rules'][number] => ({ ...rule(...verdicts), provisional: true });
const run = (rules: Run['rules'], changes: Partial<Run> = {}): Run => ({
  complete: true,
  suiteFailed: false,
  acceptDeviations: false,
  rules,
  ...changes,
});

const table: readonly [string, Run, number, RegExp?][] = [
  ['all pass', run([rule('pass'), rule('pass')]), 0, /^CONFORMANT/],
  ['not claimed and not observable beside a pass', run([rule('pass', 'not-claimed'), rule('not-observable')]), 0],
  ['nothing passed', run([rule('not-claimed')]), 1],
  ['one fails', run([rule('pass', 'fail')]), 1, /NOT CONFORMANT/],
  ['one blocked', run([rule('pass', 'blocked')]), 1],
  ['a known deviation', run([rule('pass', 'known-deviation')]), 1, /NOT CERTIFIED/],
  ['the same, accepted', run([rule('pass', 'known-deviation')], { acceptDeviations: true }), 0, /NOT CERTIFIED/],
  ['accepted, but one more fails', run([rule('known-deviation', 'fail')], { acceptDeviations: true }), 1],
  ['accepted, but one passes', run([rule('known-deviation', 'unexpected-pass')], { acceptDeviations: true }), 1],
  ['accepted, nothing deviates', run([rule('pass')], { acceptDeviations: true }), 0, /^CONFORMANT/],
  ['a provisional rule fails', run([rule('pass'), provisional('fail', 'blocked')]), 0],
  ['only provisional rules pass', run([provisional('pass')]), 1],
  ['a provisional rule that is recorded passes', run([rule('pass'), provisional('unexpected-pass')]), 1],
  ['a suite error', run([rule('pass', 'fail', 'suite-error')]), 3, /SUITE ERROR/],
  ['a suite error in a provisional rule', run([rule('pass'), provisional('suite-error')]), 3],
  ['the kit could not go on', run([rule('pass', 'not-run')], { complete: false, suiteFailed: true }), 3],
  ['only untested rules', run([rule()]), 4],
  ['nothing', run([]), 4, /NOTHING RUN/],
  ['interrupted', run([rule('pass', 'not-run')], { complete: false }), 5, /INCOMPLETE/],
];
for (const [name, input, code, sentence] of table)
  test(`${name}: exit ${code}`, () => {
    const outcome = outcomeOf(input);
    assert.equal(outcome.exitCode, code);
    if (sentence !== undefined) assert.match(outcome.sentence, sentence);
    assert.equal(outcome.conformant, /^CONFORMANT/.test(outcome.sentence));
  });
