import { countVerdicts, worstOf } from '../../certification/report/counts';
import type { Report, Verdict } from '../../contract/documents/report';
import { reportFile } from '../report-files';
import { rulesOf } from '../scores';
import type { Finding } from './finding';

const against: readonly Verdict[] = ['fail', 'blocked', 'unexpected-pass', 'known-deviation', 'suite-error'];

/** What a report says of itself must add up. */
export function reportFindings(report: Report): Finding[] {
  return [...countFindings(report), ...ruleFindings(report), ...outcomeFindings(report)];
}

const finding = (place: string, message: string): Finding => ({ file: reportFile, place, message });

function countFindings(report: Report): Finding[] {
  const examples = rulesOf(report).flatMap((rule) => rule.examples);
  const counted = countVerdicts(examples.map((example) => example.verdict));
  const wrong = (Object.keys(counted) as Verdict[]).filter((verdict) => counted[verdict] !== report.counts[verdict]);
  const planned = report.plan.shard?.examples ?? report.plan.examples;
  const place = report.plan.shard === undefined ? '/plan/examples' : '/plan/shard/examples';
  return [
    ...wrong.map((verdict) =>
      finding(`/counts/${verdict}`, `says ${report.counts[verdict]}, its examples say ${counted[verdict]}`),
    ),
    ...(examples.length === planned ? [] : [finding(place, `says ${planned}, there are ${examples.length} examples`)]),
  ];
}

function ruleFindings(report: Report): Finding[] {
  const seen = new Set<string>();
  return report.systems.flatMap((system, s) =>
    system.rules.flatMap((rule, r) => {
      const place = `/systems/${s}/rules/${r}`;
      const worst = worstOf(rule.examples.map((example) => example.verdict));
      const twice = rule.examples.flatMap(({ id }, e) => {
        if (!seen.has(id)) {
          seen.add(id);
          return [];
        }
        return [finding(`${place}/examples/${e}/id`, `"${id}" has two verdicts`)];
      });
      return [
        ...twice,
        ...(worst === rule.verdict
          ? []
          : [finding(`${place}/verdict`, `${rule.id} says ${rule.verdict}, its examples say ${worst}`)]),
      ];
    }),
  );
}

/** The judgement must follow from the verdicts. */
function outcomeFindings(report: Report): Finding[] {
  const { outcome, complete } = report;
  const decisive = rulesOf(report).filter((rule) => !rule.provisional);
  const verdicts = decisive.flatMap((rule) => rule.examples.map((example) => example.verdict));
  const contrary = verdicts.find((verdict) => against.includes(verdict));
  const findings: Finding[] = [];
  const claim = (wrong: boolean, place: string, message: string): void => {
    if (wrong) findings.push(finding(place, message));
  };
  claim(outcome.conformant && !complete, '/outcome/conformant', 'an incomplete run is not conformant');
  claim(outcome.conformant && contrary !== undefined, '/outcome/conformant', `says true, an example says ${contrary}`);
  claim(outcome.conformant && !verdicts.includes('pass'), '/outcome/conformant', 'says true, but nothing passed');
  claim(
    outcome.exitCode === 0 && !outcome.conformant && !outcome.asRecorded,
    '/outcome/exitCode',
    'says 0, but it is neither conformant nor as recorded',
  );
  claim(complete && verdicts.includes('not-run'), '/complete', 'says true, but examples were not run');
  claim(
    (report.honesty?.contradictions.length ?? 0) > 0 && outcome.conformant,
    '/outcome/conformant',
    'says true, but claims of the machine were not kept',
  );
  for (const [index, profile] of (report.profiles ?? []).entries())
    claim(
      profile.certified && profile.why.length > 0,
      `/profiles/${index}/certified`,
      `says true, against ${profile.why[0]}`,
    );
  return findings;
}
