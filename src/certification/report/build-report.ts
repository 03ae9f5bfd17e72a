import type { ExampleResult, Honesty, Report, RuleResult } from '../../contract/documents/report';
import { validated } from '../../contract/validate';
import { consider } from '../deviations/consider';
import type { KnownDeviations } from '../deviations/known-deviations';
import { outcomeOf } from '../outcome';
import { examplesOf, type PlannedExample, type PlannedRule } from '../plan/plan';
import { judgeProfile } from '../profiles/judge-profile';
import type { RunRecord } from '../record/run-record';
import type { Results } from '../run/results';
import type { Ended } from '../run/stream';
import { countVerdicts, worstOf } from './counts';

export interface ReportParts {
  readonly record: RunRecord;
  readonly results: Pick<Results, 'ended' | 'honesty' | 'contradictions'>;
  readonly incompleteBecause?: string;
  readonly deviations: KnownDeviations;
  /** The kit itself could not go on. */
  readonly suiteFailed: boolean;
}

/** A defect of the kit: what was found is in the stream, but does not make a report. */
export class InvalidReport extends Error {
  override readonly name = 'InvalidReport';
}

/** Every planned rule and example, each with exactly one verdict. */
export function buildReport(parts: ReportParts): Report {
  const { record, incompleteBecause } = parts;
  const { plan, manifest } = record;
  const rules = plan.rules.map((rule) => ({ system: rule.system, result: ruleResult(rule, parts) }));
  const results = rules.map((rule) => rule.result);
  const used = new Set(results.flatMap((rule) => rule.deviations ?? []));
  const complete = incompleteBecause === undefined;
  const honesty = honestyOf(parts.results);
  const contradictions = honesty?.contradictions ?? [];
  const profiles = record.profiles.map((profile) =>
    judgeProfile(profile, { manifest, rules: results, contradictions }),
  );
  const report: Report = {
    schemaVersion: 1,
    suite: plan.suite,
    machine: { manifest: { ...manifest }, digest: record.machineDigest },
    environment: record.environment,
    command: record.command,
    acceptDeviations: record.acceptDeviations,
    plan: {
      digest: plan.digest,
      rules: plan.whole.rules,
      examples: plan.whole.examples,
      selection: [...plan.selection],
      ...(plan.shard === undefined ? {} : { shard: { ...plan.shard, examples: examplesOf(plan).length } }),
    },
    startedAt: record.startedAt,
    endedAt: new Date().toISOString(),
    complete,
    ...(incompleteBecause === undefined ? {} : { incompleteBecause }),
    outcome: outcomeOf({
      complete,
      suiteFailed: parts.suiteFailed,
      rules: results,
      acceptDeviations: record.acceptDeviations,
      contradictions,
      profiles,
    }),
    counts: countVerdicts(results.flatMap((rule) => rule.examples.map((example) => example.verdict))),
    systems: [...new Set(rules.map((rule) => rule.system))].map((name) => ({
      name,
      rules: rules.filter((rule) => rule.system === name).map((rule) => rule.result),
    })),
    deviations: parts.deviations.list
      .filter((deviation) => used.has(deviation.id))
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map(({ id, title, reason, source }) => ({ id, title, reason, source })),
    ...(profiles.length === 0 ? {} : { profiles }),
    ...(honesty === undefined ? {} : { honesty }),
  };
  try {
    return validated<Report>('report', report, 'the report');
  } catch (error) {
    throw new InvalidReport(`a defect of the kit: ${(error as Error).message}`);
  }
}

/** What was asked at the beginning, and what came to light while the examples ran. */
function honestyOf({ honesty, contradictions }: ReportParts['results']): Honesty | undefined {
  if (honesty === undefined && contradictions.size === 0) return undefined;
  const asked = honesty ?? { asked: [], contradictions: [], unclaimed: [], notes: [] };
  return { ...asked, contradictions: [...new Set([...asked.contradictions, ...contradictions])] };
}

function ruleResult(rule: PlannedRule, parts: ReportParts): RuleResult {
  const examples = rule.examples.map((example) => exampleResult(example, parts));
  const deviations = [...new Set(examples.flatMap((example) => example.deviation ?? []))];
  return {
    id: rule.id,
    feature: rule.feature,
    sentence: rule.sentence,
    provenance: rule.provenance,
    level: rule.level,
    provisional: rule.provisional,
    source: rule.source,
    uri: rule.uri,
    line: rule.line,
    digest: rule.digest,
    verdict: worstOf(examples.map((example) => example.verdict)),
    ...(rule.untested === undefined ? {} : { reason: `untested: ${rule.untested}` }),
    ...(deviations.length === 0 ? {} : { deviations }),
    examples,
  };
}

function exampleResult(example: PlannedExample, parts: ReportParts): ExampleResult {
  const ended = parts.results.ended.get(example.id);
  if (ended !== undefined) return resultOf(example, ended, parts.deviations);
  const { id, uri, line } = example;
  return { id, uri, line, verdict: 'not-run', reason: parts.incompleteBecause ?? 'the run did not get to it' };
}

/** The result of one example, its implementation's deviations considered. */
export function resultOf({ id, uri, line }: PlannedExample, ended: Ended, deviations: KnownDeviations): ExampleResult {
  return { id, uri, line, ...consider(ended, deviations.byExample.get(id)) };
}
