import { dirname } from 'node:path';
import type { Listed } from '../catalogue/load-catalogues';
import { type FeatureFile, readFeatureFiles } from '../plan/feature-files';
import type { RuleInFeature } from '../plan/feature-rules';
import { type ParsedFeature, parseFeature, UnreadableFeature } from '../plan/gherkin';
import { checkCatalogue } from './catalogue-checks';
import { checkDuplicates } from './duplicate-checks';
import { checkFeature } from './feature-checks';
import { type Problem, sortedProblems } from './problem';
import { checkVocabulary } from './vocabulary-checks';

export interface LintRequest {
  readonly features: string;
  /** Globs of the step files. */
  readonly steps: readonly string[];
  readonly catalogue: readonly Listed[];
}

/** Everything wrong with the specification, by file and line. */
export async function lint({ features, steps, catalogue }: LintRequest): Promise<Problem[]> {
  const problems: Problem[] = [];
  const rules: RuleInFeature[] = [];
  const readable: string[] = [];
  for (const file of readFeatureFiles(features)) {
    const parsed = parsedFeature(file, problems);
    if (parsed === undefined) continue;
    readable.push(file.uri);
    const found = checkFeature(file, parsed);
    problems.push(...found.problems);
    rules.push(...found.rules);
  }
  const named = rules.filter((rule) => rule.tags.ids.length === 1).map((rule) => rule.planned);
  problems.push(...checkDuplicates(rules), ...checkCatalogue(named, catalogue));
  problems.push(...(await checkVocabulary(dirname(features), readable, steps)));
  return sortedProblems(problems);
}

function parsedFeature(file: FeatureFile, problems: Problem[]): ParsedFeature | undefined {
  try {
    return parseFeature(file.text, file.uri);
  } catch (error) {
    if (!(error instanceof UnreadableFeature)) throw error;
    problems.push(...error.errors.map(({ line, message }) => ({ file: file.uri, line, message })));
    return undefined;
  }
}
