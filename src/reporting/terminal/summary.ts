import type { Counts, Report, RuleResult, Verdict } from '../../contract/documents/report';
import { marks, verdicts } from './marks';
import type { Paint } from './paint';
import { plain } from './plain';
import { type Detail, honestyLines, profileLines } from './standing';

const lineWidth = 110;

/** Per system and rule what came of it, then known deviations, claims, profiles, the totals and the outcome. */
export function summaryLines(report: Report, paint: Paint, detail: Detail): string[] {
  return [
    ...(detail === 'quiet' ? [] : report.systems.flatMap((system) => systemLines(system, paint, detail === 'verbose'))),
    ...deviationLines(report, paint),
    ...honestyLines(report, paint, detail),
    ...profileLines(report, paint, detail),
    '',
    `${report.plan.examples} examples of ${report.plan.rules} rules: ${countsText(report.counts, paint)}`,
    ...(report.incompleteBecause === undefined ? [] : [plain(report.incompleteBecause)]),
    paint(report.outcome.conformant ? 'green' : 'red', paint('bold', report.outcome.sentence)),
  ];
}

export function countsText(counts: Counts, paint: Paint): string {
  const parts = verdicts
    .filter((verdict) => counts[verdict] > 0)
    .map((verdict) => paint(marks[verdict].colour, `${counts[verdict]} ${marks[verdict].words}`));
  return parts.length === 0 ? 'none' : parts.join(', ');
}

function systemLines(system: Report['systems'][number], paint: Paint, verbose: boolean): string[] {
  const features = [...new Set(system.rules.map((rule) => rule.feature))];
  return [
    '',
    paint('bold', system.name),
    ...features.flatMap((name) => {
      const rules = system.rules.filter((rule) => rule.feature === name);
      const [good, other] = [rules.filter(isPlain), rules.filter((rule) => !isPlain(rule))];
      return [
        `  ${plain(name)}`,
        ...(verbose ? good.map((rule) => ruleLine(rule, paint)) : wrapped(good.map((rule) => cell(rule, paint)))),
        ...other.map((rule) => ruleLine(rule, paint)),
      ];
    }),
  ];
}

const isPlain = (rule: RuleResult): boolean => rule.verdict === 'pass';

const cell = (rule: RuleResult, paint: Paint): { text: string; width: number } => {
  const count = rule.examples.length === 1 ? '' : `×${rule.examples.length}`;
  const text = `${marks[rule.verdict].mark} ${rule.id}${count}`;
  return { text: paint(marks[rule.verdict].colour, text), width: text.length };
};

/** In columns. */
function wrapped(cells: readonly { text: string; width: number }[]): string[] {
  const width = Math.max(0, ...cells.map((each) => each.width)) + 2;
  const columns = Math.max(1, Math.floor(lineWidth / width));
  const lines: string[] = [];
  for (let start = 0; start < cells.length; start += columns) {
    const row = cells.slice(start, start + columns).map(({ text, width: own }) => text + ' '.repeat(width - own));
    lines.push(`    ${row.join('').trimEnd()}`);
  }
  return lines;
}

function ruleLine(rule: RuleResult, paint: Paint): string {
  const { mark, colour, words } = marks[rule.verdict];
  const same = rule.examples.filter((example) => example.verdict === rule.verdict).length;
  const share = rule.examples.length > 1 ? ` ${same} of ${rule.examples.length}` : '';
  const why = rule.reason ?? (rule.verdict === 'pass' ? undefined : reasonOf(rule, rule.verdict));
  const text = `${rule.provisional ? '(provisional) ' : ''}${rule.sentence}${why === undefined ? '' : ` — ${why}`}`;
  return `    ${paint(colour, `${mark} ${rule.id.padEnd(8)} ${(words + share).padEnd(24)}`)} ${plain(text)}`;
}

/** One of its examples speaks for the rule, where the verdict alone does not say why. */
function reasonOf(rule: RuleResult, verdict: Verdict): string | undefined {
  if (verdict === 'known-deviation') return rule.deviations?.join(', ');
  if (verdict === 'fail') return undefined;
  return rule.examples.find((example) => example.verdict === verdict)?.reason?.split('\n')[0];
}

function deviationLines(report: Report, paint: Paint): string[] {
  if (report.deviations.length === 0) return [];
  const examples = report.systems.flatMap((system) => system.rules).flatMap((rule) => rule.examples);
  return [
    '',
    paint('bold', 'known deviations'),
    ...report.deviations.map(({ id, title }) => {
      const count = examples.filter((example) => example.deviation === id).length;
      return `  ${paint('yellow', `≈ ${id}`)}  ${count} ${count === 1 ? 'example' : 'examples'}  ${plain(title)}`;
    }),
  ];
}
