import type { Manifest } from '../../contract/documents/manifest';
import type { ExampleResult, Report, RuleResult } from '../../contract/documents/report';
import { validated } from '../../contract/validate';
import { consider } from '../deviations/consider';
import type { KnownDeviations } from '../deviations/known-deviations';
import { outcomeOf } from '../outcome';
import { digestOf } from '../plan/digest';
import type { Plan, PlannedExample, PlannedRule } from '../plan/plan';
import type { Ended } from '../run/stream';
import { countVerdicts, worstOf } from './counts';
import { environment } from './environment';

export interface ReportParts {
  readonly plan: Plan;
  readonly manifest: Manifest;
  readonly command: string;
  readonly startedAt: string;
  readonly ended: ReadonlyMap<string, Ended>;
  readonly incompleteBecause?: string;
  readonly deviations: KnownDeviations;
  readonly acceptDeviations: boolean;
  /** The kit itself could not go on. */
  readonly suiteFailed: boolean;
}

/** A defect of the kit: what was found is in the stream, but does not make a report. */
export class InvalidReport extends Error {
  override readonly name = 'InvalidReport';
}

/** Every planned rule and example, each with exactly one verdict. */
export function buildReport(parts: ReportParts): Report {
  const { plan, manifest, incompleteBecause } = parts;
  const rules = plan.rules.map((rule) => ({ system: rule.system, result: ruleResult(rule, parts) }));
  const results = rules.map((rule) => rule.result);
  const used = new Set(results.flatMap((rule) => rule.deviations ?? []));
  const complete = incompleteBecause === undefined;
  const report: Report = {
    schemaVersion: 1,
    suite: plan.suite,
    machine: { manifest: { ...manifest }, digest: digestOf([JSON.stringify(manifest)]) },
    environment: environment(),
    command: parts.command,
    plan: {
      digest: plan.digest,
      rules: plan.rules.length,
      examples: results.reduce((sum, rule) => sum + rule.examples.length, 0),
      selection: [...plan.selection],
    },
    startedAt: parts.startedAt,
    endedAt: new Date().toISOString(),
    complete,
    ...(incompleteBecause === undefined ? {} : { incompleteBecause }),
    outcome: outcomeOf({
      complete,
      suiteFailed: parts.suiteFailed,
      rules: results,
      acceptDeviations: parts.acceptDeviations,
    }),
    counts: countVerdicts(results.flatMap((rule) => rule.examples.map((example) => example.verdict))),
    systems: [...new Set(rules.map((rule) => rule.system))].map((name) => ({
      name,
      rules: rules.filter((rule) => rule.system === name).map((rule) => rule.result),
    })),
    deviations: parts.deviations.list
      .filter((deviation) => used.has(deviation.id))
      .map(({ id, title, reason, source }) => ({ id, title, reason, source })),
  };
  try {
    return validated<Report>('report', report, 'the report');
  } catch (error) {
    throw new InvalidReport(`a defect of the kit: ${(error as Error).message}`);
  }
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
  const ended = parts.ended.get(example.id);
  if (ended !== undefined) return resultOf(example, ended, parts.deviations);
  const { id, uri, line } = example;
  return { id, uri, line, verdict: 'not-run', reason: parts.incompleteBecause ?? 'the run did not get to it' };
}

/** The result of one example, its implementation's deviations considered. */
export function resultOf({ id, uri, line }: PlannedExample, ended: Ended, deviations: KnownDeviations): ExampleResult {
  return { id, uri, line, ...consider(ended, deviations.byExample.get(id)) };
}
