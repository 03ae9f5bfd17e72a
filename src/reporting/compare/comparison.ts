import { countVerdicts } from '../../certification/report/counts';
import type { Counts, Report, RuleResult, Verdict } from '../../contract/documents/report';
import { rulesOf } from '../scores';

/** What one machine made of one rule. */
export interface Cell {
  readonly verdict: Verdict;
  /** Examples with this verdict, of all. */
  readonly share: readonly [number, number];
}

export interface Row {
  readonly id: string;
  readonly system: string;
  readonly sentence: string;
  /** In the order of the machines; nothing where the rule was not planned. */
  readonly cells: readonly (Cell | null)[];
  readonly standing: 'same' | 'differs' | 'not in all' | 'other text';
}

export interface Column {
  readonly name: string;
  readonly title: string;
  readonly version: string;
  readonly sentence: string;
  readonly suite: string;
  readonly counts: Counts;
}

export interface Comparison {
  readonly machines: readonly Column[];
  /** Differences first, then what was not planned for all, then rules of another text, then the rest. */
  readonly rows: readonly Row[];
  /** What a reader must know before believing it. */
  readonly notes: readonly string[];
}

/** The message is a sentence for the user. */
export class Incomparable extends Error {
  override readonly name = 'Incomparable';
}

const order: readonly Row['standing'][] = ['differs', 'not in all', 'other text', 'same'];

/** @throws Incomparable */
export function compare(reports: readonly Report[]): Comparison {
  const names = [...new Set(reports.map((report) => report.suite.name))];
  if (names.length > 1) throw new Incomparable(`these are reports of different suites: ${names.join(', ')}`);
  const rows = rowsOf(reports);
  if (!rows.some(({ standing }) => standing === 'same' || standing === 'differs')) {
    const why = rows.some(({ standing }) => standing === 'other text')
      ? 'every rule they share has another text in another version of the suite'
      : 'they have no rule in common';
    throw new Incomparable(`these reports cannot be compared: ${why}`);
  }
  return {
    machines: reports.map(columnOf),
    rows: rows.sort((a, b) => order.indexOf(a.standing) - order.indexOf(b.standing)),
    notes: notesOn(reports, rows),
  };
}

function rowsOf(reports: readonly Report[]): Row[] {
  const byId = reports.map((report) => new Map(rulesOf(report).map((rule) => [rule.id, rule])));
  const systems = new Map(
    reports.flatMap((report) => report.systems.flatMap(({ name, rules }) => rules.map(({ id }) => [id, name]))),
  );
  return [...systems].map(([id, system]): Row => {
    const rules = byId.map((rules) => rules.get(id));
    return {
      id,
      system,
      sentence: rules.find((rule) => rule !== undefined)!.sentence,
      cells: rules.map(cellOf),
      standing: standingOf(rules),
    };
  });
}

function standingOf(rules: readonly (RuleResult | undefined)[]): Row['standing'] {
  const [first, ...others] = rules.filter((rule) => rule !== undefined);
  if (others.some((rule) => rule.digest !== first!.digest)) return 'other text';
  if (others.length + 1 < rules.length) return 'not in all';
  const verdicts = (rule: RuleResult): string => rule.examples.map(({ id, verdict }) => `${id}\0${verdict}`).join('\n');
  return others.every((rule) => rule.verdict === first!.verdict && verdicts(rule) === verdicts(first!))
    ? 'same'
    : 'differs';
}

function cellOf(rule: RuleResult | undefined): Cell | null {
  if (rule === undefined) return null;
  const same = rule.examples.filter((example) => example.verdict === rule.verdict).length;
  return { verdict: rule.verdict, share: [same, rule.examples.length] };
}

/** By its name; with its version, or a number, where the name alone says too little. */
function columnOf({ machine, outcome, suite, systems }: Report, index: number, all: readonly Report[]): Column {
  const { name, title, version } = machine.manifest;
  const twins = all.filter((report) => report.machine.manifest.name === name);
  const same = twins.filter((report) => report.machine.manifest.version === version).length > 1;
  return {
    name: twins.length === 1 ? name : same ? `${name} (${index + 1})` : `${name} ${version}`,
    title,
    version,
    sentence: outcome.sentence,
    suite: `${suite.version} ${suite.digest}`,
    counts: countVerdicts(systems.flatMap(({ rules }) => rules.map((rule) => rule.verdict))),
  };
}

function notesOn(reports: readonly Report[], rows: readonly Row[]): string[] {
  const count = (standing: Row['standing']): number => rows.filter((row) => row.standing === standing).length;
  const rules = (number: number): string => `${number} ${number === 1 ? 'rule' : 'rules'}`;
  const incomplete = reports.filter((report) => !report.complete).map((report) => report.machine.manifest.name);
  const partial = count('not in all');
  const other = count('other text');
  return [
    ...(new Set(reports.map((report) => report.suite.digest)).size > 1
      ? [`different versions of the suite: ${rules(other)} with another text, not compared`]
      : []),
    ...(partial > 0 ? [`different plans: ${rules(partial)} were not planned for all, not compared`] : []),
    ...incomplete.map((name) => `the run of ${name} is incomplete`),
  ];
}
