import type { Manifest } from '../../contract/documents/manifest';
import type { ProfileResult, RuleResult, Verdict } from '../../contract/documents/report';
import type { DemandedProfile } from './demanded-profile';

export interface Judged {
  readonly manifest: Pick<Manifest, 'faces' | 'facilities' | 'features'>;
  readonly rules: readonly Pick<RuleResult, 'id' | 'examples'>[];
  /** Claims that are not kept. */
  readonly contradictions: readonly string[];
}

/** Each of these in one example keeps the certificate back. `not-claimed` does not: a candidate claims what is required. */
const against: readonly Verdict[] = [
  'suite-error',
  'fail',
  'blocked',
  'known-deviation',
  'unexpected-pass',
  'not-observable',
  'not-run',
];

/** Certified: a candidate each of whose decisive rules passed at least once, with nothing against it. */
export function judgeProfile(profile: DemandedProfile, judged: Judged): ProfileResult {
  const lacks = lacking(profile, judged.manifest);
  const why =
    lacks.length > 0
      ? [`not a candidate: the machine does not claim ${lacks.join(', ')}`]
      : [...judged.contradictions, ...ruleReasons(profile, judged.rules)];
  return { ...profile, candidate: lacks.length === 0, certified: why.length === 0, why };
}

function lacking({ demands }: DemandedProfile, manifest: Judged['manifest']): string[] {
  const { faces, facilities, features } = demands;
  return [
    ...faces.filter((face) => !manifest.faces.some((own) => own === face)).map((face) => `the ${face} face`),
    ...facilities.filter((facility) => !manifest.facilities.includes(facility)).map((number) => `facility ${number}`),
    ...Object.entries(features)
      .filter(([name, least]) => !offers(manifest.features[name], least))
      .map(([name, least]) => `feature ${name} ${least}`),
  ];
}

export function offers(offer: boolean | number | string | undefined, demand: boolean | number | string): boolean {
  return typeof demand === 'number' ? typeof offer === 'number' && offer >= demand : offer === demand;
}

function ruleReasons({ demands }: DemandedProfile, results: Judged['rules']): string[] {
  const byVerdict = new Map<string, string[]>();
  const tell = (verdict: Verdict | 'passed nowhere', id: string): void => {
    const words = verdict.replace('-', ' ');
    byVerdict.set(words, [...(byVerdict.get(words) ?? []), id]);
  };
  for (const [id, count] of Object.entries(demands.rules)) {
    const verdicts = results.find((rule) => rule.id === id)?.examples.map(({ verdict }) => verdict) ?? [];
    for (const verdict of against) if (verdicts.includes(verdict)) tell(verdict, id);
    if (verdicts.length < count && !verdicts.includes('not-run')) tell('not-run', id);
    if (verdicts.length >= count && !verdicts.includes('pass') && !against.some((each) => verdicts.includes(each)))
      tell('passed nowhere', id);
  }
  return [...byVerdict].map(([what, ids]) => `${what}: ${ids.join(', ')}`);
}
