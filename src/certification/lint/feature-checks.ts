import type { Scenario, Tag } from '@cucumber/messages';
import type { FeatureFile } from '../plan/feature-files';
import { type RuleInFeature, rulesOf } from '../plan/feature-rules';
import type { ParsedFeature } from '../plan/gherkin';
import { readTags } from '../plan/rule-tags';
import type { Problem } from './problem';
import { checkRule } from './rule-checks';

/** What one feature file gets wrong, and its rules for the checks that look at all files. */
export function checkFeature(
  file: FeatureFile,
  parsed: ParsedFeature,
): { problems: Problem[]; rules: RuleInFeature[] } {
  const problems: Problem[] = [];
  const report = (line: number, message: string): void => {
    problems.push({ file: file.uri, line, message });
  };
  const { feature } = parsed.document;
  if (feature === undefined) {
    report(1, 'there is no feature in this file');
    return { problems, rules: [] };
  }
  checkTags(feature.tags, file.system, () => undefined, report);
  if (!feature.tags.some((tag) => tag.name === `@${file.system}`))
    report(feature.location.line, `the feature needs the tag of its system, @${file.system}`);
  for (const { scenario } of feature.children)
    if (scenario !== undefined) report(scenario.location.line, 'a scenario outside a rule');

  const rules = rulesOf(file, parsed);
  const outcomes = new Set(
    parsed
      .pickles()
      .filter((pickle) => pickle.steps.some((step) => step.type === 'Outcome'))
      .flatMap((pickle) => pickle.astNodeIds),
  );
  for (const rule of rules) {
    checkTags(rule.rule.tags, file.system, () => undefined, report);
    for (const message of checkRule(rule)) report(rule.planned.line, message);
    for (const { scenario } of rule.rule.children)
      if (scenario !== undefined) checkScenario(scenario, file.system, outcomes, report);
  }
  return { problems, rules };
}

type Report = (line: number, message: string) => void;

function checkScenario(scenario: Scenario, system: string, outcomes: ReadonlySet<string>, report: Report): void {
  for (const tags of [scenario.tags, ...scenario.examples.map((table) => table.tags)])
    checkTags(tags, system, belongsOnRule, report);
  const isOutline = scenario.examples.length > 0 || /outline|template/i.test(scenario.keyword);
  const rows = scenario.examples.flatMap((table) => table.tableBody);
  if (scenario.name === '')
    report(scenario.location.line, 'a scenario needs a name: it is part of the id of the example');
  if (isOutline && rows.length === 0) report(scenario.location.line, 'a scenario outline without rows');
  else if (!outcomes.has(scenario.id)) report(scenario.location.line, 'a scenario without a Then checks nothing');
}

function belongsOnRule(tag: string): string | undefined {
  const { ids, provenances, levels, marks } = readTags([tag], '');
  const ofRule =
    ids.length + provenances.length + levels.length > 0 || marks.has('untested') || marks.has('provisional');
  return ofRule ? `the tag ${tag} belongs on the rule` : undefined;
}

function checkTags(
  tags: readonly Tag[],
  system: string,
  refuse: (tag: string) => string | undefined,
  report: Report,
): void {
  for (const { name, location } of tags) {
    const unknown = readTags([name], system).unknown.length > 0 ? `unknown tag ${name}` : undefined;
    const message = unknown ?? refuse(name);
    if (message !== undefined) report(location.line, message);
  }
}
