import { countVerdicts } from '../certification/report/counts';
import type { Counts, Provenance, Report, RuleResult } from '../contract/documents/report';

/** What came of the rules of one provenance. Scores of different provenances are never added up. */
export interface Score {
  readonly provenance: Provenance;
  /** Rules whose authority was not readable: shown, never decisive. */
  readonly provisional: boolean;
  readonly rules: number;
  readonly passed: number;
  readonly untested: number;
  /** Its examples. */
  readonly counts: Counts;
}

const provenances: readonly Provenance[] = ['architecture', 'linux', 'qemu', 'proposal'];

export function scoresOf(report: Report): Score[] {
  const rules = rulesOf(report);
  return provenances.flatMap((provenance) =>
    [false, true].flatMap((provisional) => {
      const own = rules.filter((rule) => rule.provenance === provenance && rule.provisional === provisional);
      return own.length === 0 ? [] : [scoreOf(own, provenance, provisional)];
    }),
  );
}

function scoreOf(rules: readonly RuleResult[], provenance: Provenance, provisional: boolean): Score {
  return {
    provenance,
    provisional,
    rules: rules.length,
    passed: rules.filter((rule) => rule.verdict === 'pass').length,
    untested: rules.filter((rule) => rule.examples.length === 0).length,
    counts: countVerdicts(rules.flatMap((rule) => rule.examples.map((example) => example.verdict))),
  };
}

export function rulesOf(report: Report): RuleResult[] {
  return report.systems.flatMap((system) => system.rules);
}
