import type { PlannedRule, Shard } from './plan';

export class BadShard extends Error {
  override readonly name = 'BadShard';
}

/** @throws BadShard */
export function readShard(text: string): Shard {
  const [, index, count] = (/^(\d+)\/(\d+)$/.exec(text) ?? []).map(Number);
  if (index === undefined || count === undefined || index < 1 || index > count)
    throw new BadShard(`--shard ${text}: it must be i/n with i from 1 to n`);
  return { index, count };
}

/** Every n-th example. All rules stay: one without an example here has them in other shards. */
export function ofShard(rules: readonly PlannedRule[], { index, count }: Shard): PlannedRule[] {
  let number = 0;
  return rules.map((rule) => ({ ...rule, examples: rule.examples.filter(() => number++ % count === index - 1) }));
}
