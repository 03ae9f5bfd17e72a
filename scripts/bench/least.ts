/**
 * The least of several measurements each: what disturbs one only ever adds. They are taken in turn, so that a host that is
 * busy for a while disturbs all alike.
 */
export function leastInTurn<One, Other>(
  times: number,
  cost: (measured: One | Other) => number,
  one: () => One,
  other: () => Other,
): [One, Other] {
  const [ones, others]: [One[], Other[]] = [[], []];
  for (let time = 0; time < times; time += 1) {
    ones.push(one());
    others.push(other());
  }
  const leastOf = <T extends One | Other>(all: readonly T[]): T =>
    all.reduce((best, each) => (cost(each) < cost(best) ? each : best));
  return [leastOf(ones), leastOf(others)];
}

export function least(times: number, measure: () => number): number {
  return Math.min(...Array.from({ length: times }, measure));
}
