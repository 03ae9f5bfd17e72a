import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Verdict } from '../contract/documents/report';
import { ExpectationNotMet, MachineFailed, NotClaimed, NotObservable } from '../contract/judgement';
import { type Course, judge, type StepType } from './verdict';

const passed: Course = { status: 'PASSED', expectations: 1, recorded: false, crashVerdict: 'suite-error' };
const failing = (error: unknown, stepType: StepType = 'Outcome', status: Course['status'] = 'FAILED'): Course => ({
  ...passed,
  status,
  failure: { stepType, error },
});
/** What a plug-in built against its own copy of the contract throws. */
const foreign = Object.assign(new Error('gone'), { name: 'MachineFailed' });

const table: readonly [string, Course, Verdict, RegExp?][] = [
  ['every step passed', passed, 'pass'],
  ['a recorded rule', { ...passed, recorded: true, expectations: 0 }, 'recorded'],
  ['nothing expected', { ...passed, expectations: 0 }, 'suite-error', /checked nothing/],
  ['an expectation in a Then', failing(new ExpectationNotMet('no')), 'fail'],
  ['an expectation in a Given', failing(new ExpectationNotMet('no'), 'Context'), 'suite-error', /outside a Then: no/],
  ['an expectation in a When', failing(new ExpectationNotMet('no'), 'Action'), 'suite-error'],
  ['not observable', failing(new NotObservable('no host face'), 'Action', 'SKIPPED'), 'not-observable', /no host face/],
  ['not claimed', failing(new NotClaimed('facility 169'), 'Context', 'SKIPPED'), 'not-claimed', /169/],
  ['a machine that died', failing(new MachineFailed('died', 'gone'), 'Action'), 'blocked', /gone/],
  ['a machine that died in a Then', failing(new MachineFailed('died', 'gone')), 'blocked'],
  ['the same from another copy of the contract', failing(foreign), 'blocked'],
  ['any other error', failing(new TypeError('x is undefined')), 'suite-error', /x is undefined/],
  ['something thrown that is no error', failing('oops'), 'suite-error', /oops/],
  ['an undefined step', { ...passed, status: 'UNDEFINED' }, 'suite-error', /not defined/],
  ['an ambiguous step', { ...passed, status: 'AMBIGUOUS' }, 'suite-error', /two definitions/],
  ['a pending step', { ...passed, status: 'PENDING' }, 'suite-error', /not written/],
  ['an error from outside the steps', { ...passed, status: 'FAILED' }, 'suite-error', /outside the steps/],
  ['the same with a plug-in', { ...passed, status: 'FAILED', crashVerdict: 'blocked' }, 'blocked', /outside the steps/],
  ['steps skipped for no reason', { ...passed, status: 'SKIPPED' }, 'suite-error', /no step/],
  ['no steps at all', { ...passed, status: 'UNKNOWN' }, 'suite-error', /no step/],
  ['a recorded rule whose machine died', { ...failing(new MachineFailed('hung', 'x')), recorded: true }, 'blocked'],
];
for (const [name, course, verdict, reason] of table)
  test(`${name}: ${verdict}`, () => {
    const judgement = judge(course);
    assert.equal(judgement.verdict, verdict);
    if (reason !== undefined) assert.match(judgement.reason ?? '', reason);
  });
