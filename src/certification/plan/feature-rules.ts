import type { Pickle, Rule, Scenario, TableRow, Tag } from '@cucumber/messages';
import { digestOf } from './digest';
import type { FeatureFile } from './feature-files';
import type { ParsedFeature } from './gherkin';
import type { PlannedExample, PlannedRule } from './plan';
import { readDescription } from './rule-description';
import { readTags, type TagReading } from './rule-tags';

/** A rule as it stands in a feature file: what is wrong with it is for the lint to say. */
export interface RuleInFeature {
  readonly rule: Rule;
  readonly tags: TagReading;
  readonly planned: PlannedRule;
  /** What Cucumber runs for an example of `planned`, with its id. */
  pickleOf(example: PlannedExample): Pickle;
}

const tagNames = (tags: readonly { name: string }[]): string[] => tags.map((tag) => tag.name);

/** The rules of one feature file. */
export function rulesOf(file: FeatureFile, parsed: ParsedFeature): RuleInFeature[] {
  const feature = parsed.document.feature;
  if (feature === undefined) return [];
  const lines = file.text.split('\n');
  const rules = feature.children.flatMap((child) => child.rule ?? []);
  return rules.map((rule, index) => {
    const tags = readTags([...tagNames(feature.tags), ...tagNames(rule.tags)], file.system);
    const id = tags.ids[0] ?? `${file.uri}:${rule.location.line}`;
    const { source, reason } = readDescription(rule.description);
    const text = ruleText(lines, rule, rules[index + 1]);
    const nodes = new Map(
      rule.children
        .flatMap((child) => child.scenario ?? [])
        .flatMap((scenario) => examplesOf(scenario, id, file.uri, [...feature.tags, ...rule.tags])),
    );
    let byNode: ReadonlyMap<string, Pickle> | undefined;
    return {
      rule,
      tags,
      pickleOf(example) {
        byNode ??= new Map(parsed.pickles(rule).map((pickle) => [pickle.astNodeIds.at(-1)!, pickle]));
        return { ...byNode.get(nodes.get(example)!)!, id: example.id };
      },
      planned: {
        id,
        sentence: rule.name,
        system: file.system,
        feature: feature.name,
        uri: file.uri,
        line: rule.location.line,
        provenance: tags.provenances[0] ?? 'architecture',
        level: tags.levels[0] ?? 'must',
        provisional: tags.marks.has('provisional'),
        recorded: tags.marks.has('recorded'),
        source: source ?? '',
        ...(tags.marks.has('untested') ? { untested: reason ?? '' } : {}),
        positions: tags.positions,
        digest: digestOf([backgroundText(lines, parsed), text]),
        examples: [...nodes.keys()],
      },
    };
  });
}

/** The examples of a scenario, each with the id of the scenario or row that it is. */
function examplesOf(
  scenario: Scenario,
  ruleId: string,
  uri: string,
  inherited: readonly Tag[],
): [PlannedExample, string][] {
  const example = (node: Scenario | TableRow, id: string, own: readonly Tag[]): [PlannedExample, string] => [
    { id, uri, line: node.location.line, tags: tagNames([...inherited, ...scenario.tags, ...own]) },
    node.id,
  ];
  const name = `${ruleId}/${scenario.name}`;
  if (scenario.examples.length === 0) return [example(scenario, name, [])];
  return scenario.examples.flatMap((table) =>
    table.tableBody.map((row) => example(row, `${name}/${row.cells.map((cell) => cell.value).join(', ')}`, table.tags)),
  );
}

const firstLine = (node: { tags: readonly { location: { line: number } }[]; location: { line: number } }): number =>
  Math.min(node.location.line, ...node.tags.map((tag) => tag.location.line));

/** Without indentation, comments and empty lines: moving a rule does not change it. */
function normalised(lines: readonly string[]): string {
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .join('\n');
}

function ruleText(lines: readonly string[], rule: Rule, next: Rule | undefined): string {
  return normalised(lines.slice(firstLine(rule) - 1, next === undefined ? undefined : firstLine(next) - 1));
}

/** The steps a feature's background gives to each of its rules are part of the rule. */
function backgroundText(lines: readonly string[], parsed: ParsedFeature): string {
  const children = parsed.document.feature!.children;
  const index = children.findIndex((child) => child.background !== undefined);
  if (index < 0) return '';
  const next = children[index + 1];
  const end = next?.rule ?? next?.scenario;
  const start = children[index]!.background!.location.line - 1;
  return normalised(lines.slice(start, end === undefined ? undefined : firstLine(end) - 1));
}
