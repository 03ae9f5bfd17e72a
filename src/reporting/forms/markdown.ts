import type { Counts, ExampleResult, Report, RuleResult, Verdict } from '../../contract/documents/report';
import { rulesOf, scoresOf } from '../scores';
import { marks, verdicts } from '../terminal/marks';
import { plain } from '../terminal/plain';
import { whyOf } from './told';

/** GitHub cuts a job summary at 1 MiB. */
const shownRules = 100;
const shownReason = 300;

/** Any string as Markdown text: no markup, no mention of people or issues. */
export function markdown(text: string): string {
  return plain(text)
    .replace(/[&<>@#]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replace(/[\\`*_{}[\]()!|~$:]/g, '\\$&');
}

/** Between fences that are longer than any in it. */
function codeBlock(text: string): string[] {
  const shown = plain(text);
  const longest = Math.max(2, ...[...shown.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}sh`, shown, fence];
}

const cut = (text: string): string => (text.length > shownReason ? `${text.slice(0, shownReason)}…` : text);

/** For the summary of a CI job. */
export function summary(report: Report): string {
  const { machine, outcome, plan, suite } = report;
  const selected = plan.selection.length === 0 ? '' : `, selected: ${plan.selection.map(markdown).join(', ')}`;
  return [
    `# ${markdown(machine.manifest.title)} ${markdown(machine.manifest.version)}`,
    '',
    `**${markdown(outcome.sentence)}**${report.incompleteBecause === undefined ? '' : ` (${markdown(report.incompleteBecause)})`}`,
    '',
    `${plan.examples} examples of ${plan.rules} rules of ${markdown(suite.name)} ${markdown(suite.version)}${selected}: ${countsWords(report.counts)}.`,
    '',
    ...profileTable(report),
    ...scoreTable(report),
    ...ruleTable(report),
    ...deviationTable(report),
    '',
    ...(report.honesty?.contradictions ?? []).map((each) => `Claim not kept: ${markdown(each)}\n`),
    ...codeBlock(report.command),
    '',
  ].join('\n');
}

const countsWords = (counts: Counts): string =>
  verdicts
    .filter((verdict) => counts[verdict] > 0)
    .map((verdict) => `${counts[verdict]} ${marks[verdict].words}`)
    .join(', ') || 'none';

function profileTable({ profiles = [] }: Report): string[] {
  if (profiles.length === 0) return [];
  const result = ({ certified, candidate }: { certified: boolean; candidate: boolean }): string =>
    certified ? '✓ certified' : candidate ? '✗ not certified' : '· not a candidate';
  return [
    '| profile | provenance | result | why |',
    '|---|---|---|---|',
    ...profiles.map(
      (profile) =>
        `| ${markdown(profile.name)} | ${profile.provenance} | ${result(profile)} | ${markdown(cut(profile.why.join('; ')))} |`,
    ),
    '',
  ];
}

function scoreTable(report: Report): string[] {
  return [
    '| provenance | rules passed | untested | examples |',
    '|---|---:|---:|---|',
    ...scoresOf(report).map(
      ({ provenance, provisional, rules, passed, untested, counts }) =>
        `| ${provenance}${provisional ? ' (provisional: not counted)' : ''} | ${passed} of ${rules} | ${untested} | ${countsWords(counts)} |`,
    ),
    '',
  ];
}

const told: readonly Verdict[] = ['suite-error', 'unexpected-pass', 'fail', 'blocked', 'known-deviation'];

function ruleTable(report: Report): string[] {
  const rules = rulesOf(report)
    .filter((rule) => told.includes(rule.verdict))
    .sort((a, b) => told.indexOf(a.verdict) - told.indexOf(b.verdict));
  if (rules.length === 0) return [];
  const rest = rules.length - shownRules;
  return [
    '| | rule | | what was seen first |',
    '|---|---|---|---|',
    ...rules.slice(0, shownRules).map(ruleRow),
    ...(rest > 0 ? ['', `and ${rest} more rules.`] : []),
    '',
  ];
}

function ruleRow(rule: RuleResult): string {
  const { mark, words } = marks[rule.verdict];
  const same: ExampleResult[] = rule.examples.filter((example) => example.verdict === rule.verdict);
  const share = `${same.length} of ${rule.examples.length}`;
  const why = cut(same[0] === undefined ? '' : whyOf(same[0]));
  return `| ${mark} ${words} ${share} | ${markdown(rule.id)} | ${markdown(rule.sentence)} | ${markdown(why)} |`;
}

function deviationTable({ deviations }: Report): string[] {
  if (deviations.length === 0) return [];
  return [
    '| known deviation | reason |',
    '|---|---|',
    ...deviations.map(({ id, title, reason }) => `| ${markdown(id)} | ${markdown(title)}: ${markdown(cut(reason))} |`),
  ];
}
