import type { XmlElement } from './xml-tree';

interface Rule {
  readonly required?: readonly string[];
  readonly optional?: readonly string[];
  /** In any order and number: the schema has choices only. */
  readonly children?: readonly string[];
  readonly text?: true;
}

const told: Rule = { optional: ['type', 'message'], text: true };
const rerun: Rule = {
  required: ['type'],
  optional: ['message'],
  children: ['stackTrace', 'system-out', 'system-err'],
  text: true,
};
const output: Rule = { text: true };

/**
 * What the xUnit plug-in of Jenkins accepts as JUnit, the one published schema that CI servers and other writers name:
 * jenkinsci/xunit-plugin 031e285 src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd.
 */
const rules: Readonly<Record<string, Rule>> = {
  testsuites: { optional: ['name', 'time', 'tests', 'failures', 'errors'], children: ['testsuite'] },
  testsuite: {
    required: ['name', 'tests', 'failures', 'errors'],
    optional: ['group', 'time', 'skipped', 'timestamp', 'hostname', 'id', 'package', 'file', 'log', 'url'],
    children: ['testsuite', 'properties', 'testcase', 'system-out', 'system-err'],
  },
  testcase: {
    required: ['name'],
    optional: ['time', 'classname', 'group'],
    children: [
      ...['skipped', 'error', 'failure', 'system-out', 'system-err'],
      ...['rerunFailure', 'rerunError', 'flakyFailure', 'flakyError'],
    ],
  },
  properties: { children: ['property'] },
  property: { required: ['name', 'value'] },
  failure: told,
  error: told,
  skipped: told,
  'system-out': output,
  'system-err': output,
  stackTrace: output,
  rerunFailure: rerun,
  rerunError: rerun,
  flakyFailure: rerun,
  flakyError: rerun,
};

/** SUREFIRE_TIME, of `testsuites` and `testsuite` only: digits, in groups of three or not, with a fraction or none. */
const surefireTime = /^[\d,]*(\.\d*)?$/;

/** Not in the schema, which has strings for them: what a reader adds up. */
const numbers = ['tests', 'failures', 'errors', 'skipped'];

/** What the schema refuses in a document, and sums that are no numbers. */
export function schemaProblems(element: XmlElement): string[] {
  const { name, attributes, children } = element;
  const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
  if (rule === undefined) return [`unknown element ${name}`];
  const { required = [], optional = [], children: allowed = [], text } = rule;
  const own = Object.keys(attributes);
  return [
    ...required.filter((each) => !own.includes(each)).map((each) => `${name} lacks ${each}`),
    ...own.filter((each) => ![...required, ...optional].includes(each)).map((each) => `${name} has ${each}`),
    ...(name !== 'testcase' && 'time' in attributes && !surefireTime.test(attributes['time']!)
      ? [`the time of ${name} is none`]
      : []),
    ...numbers
      .filter((each) => each in attributes && !/^\d+$/.test(attributes[each]!))
      .map((each) => `${each} is no number`),
    ...(text !== true && element.text.trim() !== '' ? [`${name} holds text`] : []),
    ...children.filter((child) => !allowed.includes(child.name)).map((child) => `${name} holds ${child.name}`),
    ...children.flatMap(schemaProblems),
  ];
}
