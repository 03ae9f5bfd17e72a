import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Verdict } from '../../contract/documents/report';
import { hostile, sampleReport } from '../sample-report';
import { verdicts } from '../terminal/marks';
import { junit } from './junit';
import { type XmlElement, xmlTree } from './xml-tree';

interface Rule {
  readonly required: readonly string[];
  readonly optional: readonly string[];
  readonly children: readonly string[];
}

/** The schema that the xUnit plug-in of Jenkins ships (junit-10.xsd), as a table. */
const schema: Readonly<Record<string, Rule>> = {
  testsuites: {
    required: [],
    optional: ['name', 'time', 'tests', 'failures', 'disabled', 'errors'],
    children: ['testsuite'],
  },
  testsuite: {
    required: ['name', 'tests'],
    optional: ['failures', 'errors', 'time', 'disabled', 'skipped', 'timestamp', 'hostname', 'id', 'package'],
    children: ['properties', 'testcase', 'system-out', 'system-err'],
  },
  testcase: {
    required: ['name', 'classname'],
    optional: ['assertions', 'time', 'status'],
    children: ['skipped', 'error', 'failure', 'system-out', 'system-err'],
  },
  failure: { required: [], optional: ['type', 'message'], children: [] },
  error: { required: [], optional: ['type', 'message'], children: [] },
  skipped: { required: [], optional: ['type', 'message'], children: [] },
};

const numbers = ['tests', 'failures', 'errors', 'skipped', 'time'];

function problems(element: XmlElement): string[] {
  const rule = schema[element.name];
  if (rule === undefined) return [`unknown element ${element.name}`];
  const names = Object.keys(element.attributes);
  return [
    ...rule.required.filter((name) => !names.includes(name)).map((name) => `${element.name} lacks ${name}`),
    ...names
      .filter((name) => ![...rule.required, ...rule.optional].includes(name))
      .map((name) => `${element.name} has ${name}`),
    ...numbers
      .filter((name) => name in element.attributes && !/^\d+(\.\d+)?$/.test(element.attributes[name]!))
      .map((name) => `${name} is no number`),
    ...element.children
      .filter(({ name }) => !rule.children.includes(name))
      .map(({ name }) => `${element.name} holds ${name}`),
    ...element.children.flatMap(problems),
  ];
}

const every = sampleReport({
  rules: 2,
  examplesPerRule: verdicts.length,
  verdictOf: (n) => verdicts[n % verdicts.length]!,
});

test('JUnit keeps the schema that CI servers use, with every verdict and every hostile string', () => {
  for (const report of [every, sampleReport({ rules: 3, examplesPerRule: 3, verdictOf: () => 'fail', text: hostile })])
    assert.deepEqual(problems(xmlTree(junit(report))), []);
});

test('the schema check finds what is wrong', () => {
  const wrong = '<testsuites><testsuite tests="x"><case/><testcase name="a" line="3"/></testsuite></testsuites>';
  assert.deepEqual(problems(xmlTree(wrong)), [
    'testsuite lacks name',
    'tests is no number',
    'testsuite holds case',
    'unknown element case',
    'testcase lacks classname',
    'testcase has line',
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
