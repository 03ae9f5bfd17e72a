import type { Pickle } from '@cucumber/messages';
import { digestOf, suiteDigest } from './digest';
import { readFeatureFiles } from './feature-files';
import { rulesOf } from './feature-rules';
import { parseFeature } from './gherkin';
import { examplesOf, type Plan, type PlannedExample, type PlannedRule, type Shard } from './plan';
import { type Selection, select } from './selection';
import { ofShard } from './shard';

/**
 * Everything the run owes a verdict, untested rules included.
 * @returns also every rule of the specification, selected or not, and what Cucumber runs for an example of theirs,
 *   with the example's id as its own
 * @throws UnreadableFeature, BadSelection
 */
export function makePlan(
  features: string,
  suite: { readonly name: string; readonly version: string },
  selection: Selection | ((all: readonly PlannedRule[]) => Selection),
  shard?: Shard,
): { plan: Plan; all: readonly PlannedRule[]; pickleOf: (example: PlannedExample) => Pickle } {
  const files = readFeatureFiles(features);
  const read = files.flatMap((file) => rulesOf(file, parseFeature(file.text, file.uri)));
  const all = read.map((rule) => rule.planned);
  const { only, tags } = typeof selection === 'function' ? selection(all) : selection;
  const rules = select(all, { only, ...(tags === undefined ? {} : { tags }) });
  const plan: Plan = {
    suite: { ...suite, digest: suiteDigest(files) },
    digest: digestOf(rules.flatMap((rule) => [rule.id, rule.digest, ...rule.examples.map((example) => example.id)])),
    selection: [...only, ...(tags === undefined ? [] : [tags])],
    whole: { rules: rules.length, examples: examplesOf({ rules }).length },
    ...(shard === undefined ? {} : { shard }),
    rules: shard === undefined ? rules : ofShard(rules, shard),
  };
  const rulesByExample = new Map(read.flatMap((rule) => rule.planned.examples.map((example) => [example, rule])));
  return { plan, all, pickleOf: (example) => rulesByExample.get(example)!.pickleOf(example) };
}

export function idsOf(rules: readonly PlannedRule[]): ReadonlySet<string> {
  return new Set(examplesOf({ rules }).map((example) => example.id));
}
