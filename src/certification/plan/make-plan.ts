import { digestOf, suiteDigest } from './digest';
import { readFeatureFiles } from './feature-files';
import { rulesOf } from './feature-rules';
import { parseFeature } from './gherkin';
import type { Plan } from './plan';
import { type Selection, select } from './selection';

/**
 * Everything the run owes a verdict, untested rules included.
 * @throws UnreadableFeature
 */
export function makePlan(
  features: string,
  suite: { readonly name: string; readonly version: string },
  selection: Selection,
): { plan: Plan; allExamples: ReadonlySet<string> } {
  const files = readFeatureFiles(features);
  const rules = files.flatMap((file) => rulesOf(file, parseFeature(file.text, file.uri)).map((rule) => rule.planned));
  const selected = select(rules, selection);
  const plan: Plan = {
    suite: { ...suite, digest: suiteDigest(files) },
    digest: digestOf(selected.flatMap((rule) => [rule.id, rule.digest, ...rule.examples.map((example) => example.id)])),
    selection: [...selection.only, ...(selection.tags === undefined ? [] : [selection.tags])],
    rules: selected,
  };
  return { plan, allExamples: new Set(rules.flatMap((rule) => rule.examples.map((example) => example.id))) };
}
