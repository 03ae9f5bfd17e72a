import type { Counts, Verdict } from '../../contract/documents/report';

/** From the one that says most about a rule to the one that says least: a rule is as good as its worst example. */
export const worstFirst: readonly Verdict[] = [
  'suite-error',
  'unexpected-pass',
  'fail',
  'blocked',
  'known-deviation',
  'not-run',
  'not-observable',
  'not-claimed',
  'recorded',
  'pass',
];

export function worstOf(verdicts: readonly Verdict[]): Verdict {
  return worstFirst.find((verdict) => verdicts.includes(verdict)) ?? 'not-run';
}

export function countVerdicts(verdicts: Iterable<Verdict>): Counts {
  const counts = Object.fromEntries(worstFirst.map((verdict) => [verdict, 0])) as unknown as Counts;
  for (const verdict of verdicts) counts[verdict]++;
  return counts;
}
