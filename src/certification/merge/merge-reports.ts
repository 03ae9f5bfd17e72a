import type { Manifest } from '../../contract/documents/manifest';
import type { Honesty, ProfileResult, Report, RuleResult } from '../../contract/documents/report';
import { exitCodes } from '../exit-codes';
import { outcomeOf } from '../outcome';
import { judgeProfile } from '../profiles/judge-profile';
import { countVerdicts, worstOf } from '../report/counts';

/** The reports are not the shards of one run. */
export class CannotMerge extends Error {
  override readonly name = 'CannotMerge';
}

/** A shard of the run is not among the reports. */
export class MissingShard extends Error {
  override readonly name = 'MissingShard';
}

export interface Given {
  /** To name it in a message. */
  readonly file: string;
  readonly report: Report;
}

const traits: readonly (readonly [what: string, of: (report: Report) => unknown])[] = [
  ['suite version', ({ suite }) => `${suite.name} ${suite.version}`],
  ['specification', ({ suite }) => suite.digest],
  ['machine', ({ machine }) => `${machine.manifest.name} ${machine.manifest.version}`],
  ['machine manifest', ({ machine }) => machine.digest],
  ['selection', ({ plan }) => (plan.selection.length === 0 ? 'everything' : plan.selection.join(' '))],
  ['plan', ({ plan }) => plan.digest],
  ['--accept-deviations', ({ acceptDeviations }) => acceptDeviations],
  ['number of shards', ({ plan }) => plan.shard?.count],
  [
    'profiles',
    ({ profiles }) => JSON.stringify(profiles?.map(({ name, requested, demands }) => ({ name, requested, demands }))),
  ],
];

/**
 * What the unsharded run would have reported, apart from times and host.
 * @throws CannotMerge, MissingShard
 */
export function mergeReports(given: readonly Given[]): Report {
  const [first, ...others] = checked(given).map(({ report }) => report);
  const all = [first!, ...others];
  const rulesOf = (system: string): RuleResult[] =>
    (first!.systems.find(({ name }) => name === system)?.rules ?? []).map((rule) =>
      mergedRule(all.map((report) => ruleIn(report, system, rule.id))),
    );
  const systems = first!.systems.map(({ name }) => ({ name, rules: rulesOf(name) }));
  const rules = systems.flatMap((system) => system.rules);
  const honesty = mergedHonesty(all.flatMap((report) => report.honesty ?? []));
  const contradictions = honesty?.contradictions ?? [];
  const manifest = first!.machine.manifest as unknown as Manifest;
  const profiles = first!.profiles?.map(
    ({ candidate: _, certified: __, why: ___, ...demanded }): ProfileResult =>
      judgeProfile(demanded, { manifest, rules, contradictions }),
  );
  const incomplete = all.filter(({ complete }) => !complete);
  const { shard: _, ...plan } = first!.plan;
  const deviations = new Map(all.flatMap((report) => report.deviations.map((each) => [each.id, each] as const)));
  return {
    ...first!,
    command: first!.command.replace(/ --shard(=| )\S+/, ''),
    plan,
    startedAt: all.map(({ startedAt }) => startedAt).sort()[0]!,
    endedAt: all
      .map(({ endedAt }) => endedAt)
      .sort()
      .at(-1)!,
    complete: incomplete.length === 0,
    ...(incomplete.length === 0
      ? {}
      : {
          incompleteBecause: incomplete
            .map(({ plan, incompleteBecause }) => `shard ${plan.shard!.index}: ${incompleteBecause}`)
            .join('; '),
        }),
    outcome: outcomeOf({
      complete: incomplete.length === 0,
      suiteFailed: all.some(
        ({ outcome, counts }) => outcome.exitCode === exitCodes.suiteError && counts['suite-error'] === 0,
      ),
      rules,
      acceptDeviations: first!.acceptDeviations,
      contradictions,
      ...(profiles === undefined ? {} : { profiles }),
    }),
    counts: countVerdicts(rules.flatMap((rule) => rule.examples.map(({ verdict }) => verdict))),
    systems,
    deviations: [...deviations.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    ...(profiles === undefined ? {} : { profiles }),
    ...(honesty === undefined ? {} : { honesty }),
  };
}

function checked(given: readonly Given[]): Given[] {
  for (const { file, report } of given)
    if (report.plan.shard === undefined) throw new CannotMerge(`${file} is not the report of a shard`);
  const [first, ...others] = [...given].sort((a, b) => a.report.plan.shard!.index - b.report.plan.shard!.index);
  if (first === undefined) throw new CannotMerge('there is nothing to merge');
  for (const other of others)
    for (const [what, of] of traits)
      if (of(other.report) !== of(first.report))
        throw new CannotMerge(`${other.file} and ${first.file} are not of one run: another ${what}`);
  const { count } = first.report.plan.shard!;
  for (let index = 1; index <= count; index++) {
    const same = given.filter(({ report }) => report.plan.shard!.index === index);
    if (same.length > 1)
      throw new CannotMerge(`${same.map(({ file }) => file).join(' and ')} are both shard ${index}/${count}`);
    if (same.length === 0) throw new MissingShard(`incomplete: shard ${index}/${count} is missing`);
  }
  return [first, ...others];
}

function ruleIn(report: Report, system: string, id: string): RuleResult {
  const rule = report.systems.find(({ name }) => name === system)?.rules.find((each) => each.id === id);
  if (rule === undefined) throw new CannotMerge(`rule ${id} is not in every report`);
  return rule;
}

/** The examples of a rule stand in one file, in the order of their lines. */
function mergedRule(parts: readonly RuleResult[]): RuleResult {
  const examples = parts.flatMap((part) => part.examples).sort((a, b) => a.line - b.line);
  const deviations = [...new Set(examples.flatMap(({ deviation }) => deviation ?? []))];
  const { deviations: _, ...rule } = parts[0]!;
  return {
    ...rule,
    verdict: worstOf(examples.map(({ verdict }) => verdict)),
    ...(deviations.length === 0 ? {} : { deviations }),
    examples,
  };
}

/** The invented feature is another one in each shard: the first shard's is told. */
function mergedHonesty(all: readonly Honesty[]): Honesty | undefined {
  const [first] = all;
  if (first === undefined) return undefined;
  const union = <T>(of: (honesty: Honesty) => readonly T[]): T[] => [...new Set(all.flatMap(of))];
  return {
    ...first,
    contradictions: union((each) => each.contradictions),
    unclaimed: union((each) => each.unclaimed),
    notes: union((each) => each.notes),
  };
}
