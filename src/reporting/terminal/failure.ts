import type { Evidence, ExampleResult, RuleResult, SeenDifference } from '../../contract/documents/report';
import { marks } from './marks';
import type { Paint } from './paint';
import { plain, plainLines } from './plain';

export type FailedRule = Pick<RuleResult, 'id' | 'sentence' | 'source' | 'provisional'>;

const widest = 100;
const shownRows = 3;
const shownLines = 8;
const shownDoings = 4;

/** One failure as an implementer wants to read it: what was demanded, what was seen, where, and how to see it again. */
export function failureLines(rule: FailedRule, example: ExampleResult, replay: string, paint: Paint): string[] {
  const { mark, colour, words } = marks[example.verdict];
  const { evidence } = example;
  return [
    '',
    `${paint(colour, `${mark} ${rule.id}`)}  ${paint('bold', plain(rule.sentence))}`,
    `  ${paint(colour, words)}  ${plain(example.id)}${rule.provisional ? paint('dim', '  (provisional: not counted)') : ''}`,
    ...(example.reason === undefined ? [] : plainLines(example.reason).map((line) => `  ${line}`)),
    ...(evidence === undefined ? [] : evidenceLines(evidence, example, paint)),
    `  ${paint('dim', 'source')}   ${plain(rule.source)}`,
    `  ${paint('dim', 'replay')}   ${replay} --only ${quoted(example.id)}`,
  ];
}

/** One line instead, where there are too many. */
export function failureLine(example: ExampleResult, paint: Paint): string {
  const { mark, colour, words } = marks[example.verdict];
  const told = example.evidence?.message ?? example.reason;
  return `${paint(colour, mark)} ${plain(example.id)}  ${paint(colour, words)}${told === undefined ? '' : `  ${plain(told)}`}`;
}

function evidenceLines(evidence: Evidence, example: ExampleResult, paint: Paint): string[] {
  const { message, differences, sweep, transcript, machine, stack } = evidence;
  const told = message !== '' && message !== example.reason && differences.length === 0;
  return [
    ...scenarioLines(evidence, paint),
    ...(told ? plainLines(message).map((line) => `  ${line}`) : []),
    ...(sweep === undefined
      ? differenceLines(differences, paint).map((line) => `    ${line}`)
      : sweepLines(sweep, paint)),
    ...doings(transcript).map(({ text }) => `  ${paint('dim', 'machine')}  ${plain(text)}`),
    ...Object.entries(machine ?? {}).flatMap(([name, text]) => [
      `  ${paint('dim', plain(name))}`,
      ...plainLines(text.trimEnd())
        .slice(-shownLines)
        .map((line) => `    ${line}`),
    ]),
    ...(stack === undefined ? [] : plainLines(stack).slice(0, shownLines)).map((line) => `    ${paint('dim', line)}`),
  ];
}

/** The steps up to the one that did not succeed, which is marked. */
function scenarioLines({ step, scenario = [] }: Evidence, paint: Paint): string[] {
  if (scenario.length === 0) return step === undefined ? [] : [`  ${paint('dim', 'step')}     ${plain(step.text)}`];
  let number = -1;
  return scenario.flatMap((line) => {
    if (!line.startsWith('  ')) number += 1;
    if (step !== undefined && number > step.index) return [];
    const shown = plain(line);
    return [step?.index === number ? `  ${paint('red', `✗ ${shown}`)}` : `    ${paint('dim', shown)}`];
  });
}

/** What was done to the machine; what was only looked at is in the report. */
function doings(transcript: Evidence['transcript']): Evidence['transcript'] {
  const done = transcript.filter(({ request }) => request.verb !== 'read' && request.verb !== 'write');
  return (done.length > 0 ? done : transcript).slice(-shownDoings);
}

function sweepLines(sweep: NonNullable<Evidence['sweep']>, paint: Paint): string[] {
  const { failed, failedCount, checked, declared } = sweep;
  const rest = failedCount - Math.min(failed.length, shownRows);
  return [
    `  ${paint('dim', 'sweep')}    ${failedCount} of ${checked} rows differ${checked === declared ? '' : ` (${declared} declared)`}`,
    ...failed
      .slice(0, shownRows)
      .flatMap(({ row, differences }) => [
        `    ${plain(row)}`,
        ...differenceLines(differences, paint).map((line) => `      ${line}`),
      ]),
    ...(rest > 0 ? [paint('dim', `    and ${rest} more in the report`)] : []),
  ];
}

/** In columns where they fit on a line, else one below the other. */
export function differenceLines(differences: readonly SeenDifference[], paint: Paint): string[] {
  if (differences.length === 0) return [];
  const rows = differences.map(({ where, expected, seen }) => [plain(where), plain(expected), plain(seen)] as const);
  const width = (column: 0 | 1 | 2): number => Math.max(...rows.map((row) => row[column].length));
  const [first, second] = [width(0), Math.max(width(1), 'expected'.length)];
  if (first + second + width(2) + 4 > widest)
    return rows.flatMap(([where, expected, seen]) => [
      where,
      `  ${paint('dim', 'expected')}  ${paint('green', expected)}`,
      `  ${paint('dim', 'seen')}      ${paint('red', seen)}`,
    ]);
  return [
    paint('dim', `${' '.repeat(first)}  ${'expected'.padEnd(second)}  seen`),
    ...rows.map(
      ([where, expected, seen]) =>
        `${where.padEnd(first)}  ${paint('green', expected.padEnd(second))}  ${paint('red', seen)}`,
    ),
  ];
}

/** For a POSIX shell. */
export function quoted(text: string): string {
  return /^[\w./:@=-]+$/.test(text) ? text : `'${plain(text).replace(/'/g, `'\\''`)}'`;
}
