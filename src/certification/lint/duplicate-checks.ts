import type { RuleInFeature } from '../plan/feature-rules';
import type { Problem } from './problem';

/** Ids that two rules or two examples claim. */
export function checkDuplicates(rules: readonly RuleInFeature[]): Problem[] {
  const planned = rules.map((rule) => rule.planned);
  return [
    ...twice(
      'rule id',
      planned.filter((_, index) => rules[index]!.tags.ids.length > 0),
    ),
    ...twice(
      'example id',
      planned.flatMap((rule) => rule.examples),
    ),
  ];
}

function twice(what: string, all: readonly { id: string; uri: string; line: number }[]): Problem[] {
  const first = new Map<string, { uri: string; line: number }>();
  return all.flatMap(({ id, uri, line }) => {
    const before = first.get(id);
    if (before !== undefined)
      return [{ file: uri, line, message: `duplicate ${what} ${id}, first in ${before.uri}:${before.line}` }];
    first.set(id, { uri, line });
    return [];
  });
}
