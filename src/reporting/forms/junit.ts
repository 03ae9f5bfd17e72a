import { countVerdicts } from '../../certification/report/counts';
import type { ExampleResult, Report, RuleResult, SystemResult, Verdict } from '../../contract/documents/report';
import { type Markup, markup } from '../markup';
import { replayCommand } from '../replay';
import { quoted } from '../terminal/failure';
import { marks } from '../terminal/marks';
import { plain } from '../terminal/plain';
import { evidenceText, whyOf } from './told';

type Element = 'failure' | 'error' | 'skipped' | undefined;

/** What a CI server makes of each verdict. A known deviation is a failure unless the run was told to accept it. */
function elementOf(verdict: Verdict, report: Report): Element {
  if (verdict === 'known-deviation') return report.outcome.exitCode === 0 ? 'skipped' : 'failure';
  if (verdict === 'not-run') return report.complete ? 'skipped' : 'error';
  return elements[verdict];
}

const elements: Readonly<Record<Exclude<Verdict, 'known-deviation' | 'not-run'>, Element>> = {
  pass: undefined,
  recorded: undefined,
  fail: 'failure',
  'unexpected-pass': 'failure',
  blocked: 'error',
  'suite-error': 'error',
  'not-claimed': 'skipped',
  'not-observable': 'skipped',
};

interface Sums {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
  readonly time: string;
}

function sumsOf(examples: readonly ExampleResult[], report: Report): Sums {
  const counts = Object.entries(countVerdicts(examples.map((example) => example.verdict))) as [Verdict, number][];
  const sum = (element: Element): number =>
    counts.reduce((total, [verdict, count]) => total + (elementOf(verdict, report) === element ? count : 0), 0);
  const time = seconds(examples.reduce((total, example) => total + (example.cpuMs ?? 0), 0));
  return { tests: examples.length, failures: sum('failure'), errors: sum('error'), skipped: sum('skipped'), time };
}

/** JUnit XML as Jenkins, GitLab and GitHub actions read it (its schema: `junit-schema.ts`): a suite per system, a class per rule, a case per example. */
export function junit(report: Report): string {
  const { tests, failures, errors, time } = sumsOf(
    report.systems.flatMap((system) => system.rules.flatMap((rule) => rule.examples)),
    report,
  );
  const document = markup`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="${plain(`s390-tck ${report.machine.manifest.title}`)}" tests="${tests}" failures="${failures}" errors="${errors}" time="${time}">
${report.systems.map((system) => suite(system, report))}</testsuites>
`;
  return document.text;
}

function suite(system: SystemResult, report: Report): Markup {
  const sums = sumsOf(
    system.rules.flatMap((rule) => rule.examples),
    report,
  );
  const { tests, failures, errors, skipped, time } = sums;
  const timestamp = plain(report.startedAt.replace(/\.\d+Z$/, ''));
  return markup`<testsuite name="${plain(system.name)}" tests="${tests}" failures="${failures}" errors="${errors}" skipped="${skipped}" time="${time}" timestamp="${timestamp}">
${system.rules.flatMap((rule) => rule.examples.map((example) => testcase(system.name, rule, example, report)))}</testsuite>
`;
}

function testcase(system: string, rule: RuleResult, example: ExampleResult, report: Report): Markup {
  const name = example.id.startsWith(`${rule.id}/`) ? example.id.slice(rule.id.length + 1) : example.id;
  const element = elementOf(example.verdict, report);
  const head = markup`<testcase classname="${plain(`${system}.${rule.id}`)}" name="${plain(name)}" time="${seconds(example.cpuMs ?? 0)}"`;
  if (element === undefined) return markup`${head}/>\n`;
  return markup`${head}>${body(element, rule, example, report)}</testcase>\n`;
}

function body(
  element: 'failure' | 'error' | 'skipped',
  rule: RuleResult,
  example: ExampleResult,
  report: Report,
): Markup {
  const words = marks[example.verdict].words;
  const told = whyOf(example);
  const message = `${words}${told === '' ? '' : `: ${told}`}`;
  if (element === 'skipped') return markup`<skipped message="${message}"/>`;
  const text = [
    rule.sentence,
    `source: ${rule.source}`,
    ...evidenceText(example),
    `replay: ${replayCommand(report.command)} --only ${quoted(example.id)}`,
  ].join('\n');
  const inside = markup` message="${message}" type="${example.verdict}">${text}`;
  return element === 'failure' ? markup`<failure${inside}</failure>` : markup`<error${inside}</error>`;
}

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(4);
