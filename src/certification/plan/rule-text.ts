import type { FeatureFile } from './feature-files';
import type { PlannedRule } from './plan';

/** A rule as it stands in its feature file, tags and all, up to the next one. */
export function ruleLines(file: FeatureFile, { line }: Pick<PlannedRule, 'line'>): string[] {
  const lines = file.text.split('\n');
  const isTag = (index: number) => /^\s*@/.test(lines[index] ?? '');
  let start = line - 1;
  while (isTag(start - 1)) start--;
  let end = lines.findIndex((text, index) => index >= line && /^\s*Rule:/.test(text));
  if (end < 0) end = lines.length;
  while (end > line && (isTag(end - 1) || /^\s*(#.*)?$/.test(lines[end - 1]!))) end--;
  return lines.slice(start, end);
}
