import { stringify } from 'yaml';
import type { Deviation, Deviations } from '../../contract/documents/deviations';
import type { Report, RuleResult } from '../../contract/documents/report';

/** A deviations file for the failures of a report that nothing explains yet, one entry a rule and verdict. */
export function draftDeviations(report: Report): string {
  const rules = report.systems.flatMap((system) => system.rules);
  const document: Deviations = {
    implementation: report.machine.manifest.name,
    deviations: rules.flatMap((rule) => [...entries(rule, 'fail'), ...entries(rule, 'blocked')]),
  };
  const head = '# Drafted from a report. Every title, reason and source is for a person to write.\n';
  return head + stringify(document, { lineWidth: 0 });
}

function entries(rule: RuleResult, verdict: Deviation['verdict']): Deviation[] {
  const examples = rule.examples.filter((example) => example.verdict === verdict && example.fingerprint !== undefined);
  if (examples.length === 0) return [];
  return [
    {
      id: verdict === 'fail' ? rule.id : `${rule.id}-blocked`,
      title: `TODO: what it does instead of: ${rule.sentence}`,
      reason: 'TODO: why',
      source: 'TODO: where that can be read',
      verdict,
      examples: Object.fromEntries(examples.map((example) => [example.id, example.fingerprint!])),
    },
  ];
}
