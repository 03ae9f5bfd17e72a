import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Verdict } from '../../contract/documents/report';
import { hostile, sampleReport } from '../sample-report';
import { verdicts } from '../terminal/marks';
import { junit } from './junit';
import { schemaProblems } from './junit-schema';
import { xmlTree } from './xml-tree';

const every = sampleReport({
  rules: 2,
  examplesPerRule: verdicts.length,
  verdictOf: (n) => verdicts[n % verdicts.length]!,
});

test('JUnit keeps the schema that CI servers use, with every verdict and every hostile string', () => {
  for (const report of [every, sampleReport({ rules: 3, examplesPerRule: 3, verdictOf: () => 'fail', text: hostile })])
    assert.deepEqual(schemaProblems(xmlTree(junit(report))), []);
});

test('the schema check finds what is wrong', () => {
  const wrong = `<testsuites skipped="0"><testsuite tests="x" errors="0" time="1:02">well<case/><testcase line="3" time="1 s"/>
<testcase name="b"><properties/><failure message="m" file="f">text</failure></testcase></testsuite></testsuites>`;
  assert.deepEqual(schemaProblems(xmlTree(wrong)), [
    'testsuites has skipped',
    'testsuite lacks name',
    'testsuite lacks failures',
    'the time of testsuite is none',
    'tests is no number',
    'testsuite holds text',
    'testsuite holds case',
    'unknown element case',
    'testcase lacks name',
    'testcase has line',
    'testcase holds properties',
    'failure has file',
  ]);
  for (const bad of [
    '<a>',
    '<a></b>',
    '<a b="1" b="2"/>',
    '<a>&nbsp;</a>',
    '<a>\u0007</a>',
    '<a>\ud800</a>',
    '<a/><b/>',
  ])
    assert.throws(() => xmlTree(bad), bad);
});

test('the sums are those of the cases', () => {
  const root = xmlTree(junit(every));
  const cases = root.children.flatMap((suite) => suite.children);
  const having = (name: string) => cases.filter(({ children }) => children.some((child) => child.name === name)).length;
  assert.equal(Number(root.attributes['tests']), cases.length);
  assert.equal(Number(root.attributes['failures']), having('failure'));
  assert.equal(Number(root.attributes['errors']), having('error'));
  assert.equal(Number(root.children[0]!.attributes['skipped']), having('skipped'));
});

const elementOf = (verdict: Verdict, change: object = {}): string | undefined => {
  const report = { ...sampleReport({ rules: 1, examplesPerRule: 1, verdictOf: () => verdict }), ...change };
  return xmlTree(junit(report)).children[0]!.children[0]!.children[0]?.name;
};

test('a known deviation fails the job unless the run accepted it; what was not run is an error of an incomplete run', () => {
  assert.equal(elementOf('known-deviation'), 'failure');
  const accepted = { exitCode: 0, conformant: false, asRecorded: true, sentence: 'NOT CERTIFIED' };
  assert.equal(elementOf('known-deviation', { outcome: accepted }), 'skipped');
  assert.equal(elementOf('not-run'), 'skipped');
  assert.equal(elementOf('not-run', { complete: false }), 'error');
  assert.equal(elementOf('not-claimed'), 'skipped');
  assert.equal(elementOf('blocked'), 'error');
  assert.equal(elementOf('pass'), undefined);
});

test('a failure tells what was expected and seen, and how to see it again', () => {
  const report = sampleReport({ rules: 1, examplesPerRule: 1, verdictOf: () => 'fail' });
  const [failure] = xmlTree(junit(report)).children[0]!.children[0]!.children;
  assert.match(failure!.attributes['message']!, /^fail: not as expected/);
  assert.match(failure!.text, /expected 0x0000000000000001, seen 0x00000000000000ff/);
  assert.match(failure!.text, /replay: s390-tck certify --machine \.\/m\.ts --only 'KEY-01\/a store/);
});
