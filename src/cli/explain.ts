import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { readFeatureFiles } from '../certification/plan/feature-files';
import { makePlan } from '../certification/plan/make-plan';
import { ruleLines } from '../certification/plan/rule-text';
import { loadProfiles } from '../certification/profiles/load-profiles';
import { recordedDeviations } from './deviations';
import { installation } from './installation';
import { UsageError } from './usage-error';

export interface ExplainOptions {
  readonly features?: string;
}

/** Everything the kit knows of one rule. @returns the exit code */
export function runExplain(id: string, options: ExplainOptions): number {
  const features = resolve(options.features ?? installation.features);
  if (!existsSync(features)) throw new UsageError(`there is no folder ${features}`);
  const { all } = makePlan(features, installation.suite(), { only: [] });
  const rule = all.find((each) => each.id === id);
  if (rule === undefined) throw new UsageError(`there is no rule "${id}": s390-tck list shows them`);
  const file = readFeatureFiles(features).find(({ uri }) => uri === rule.uri)!;
  const { faults } = require('../reference/faults') as typeof import('../reference/faults');
  const breaking = faults.filter(({ breaks }) => breaks.includes(id));
  const profiles = options.features === undefined ? loadProfiles(installation.data('certification/profiles'), all) : [];
  const own = profiles.filter(({ demands }) => Object.hasOwn(demands.rules, id)).map(({ name }) => name);
  const marks = [rule.provenance, rule.level, ...(rule.provisional ? ['provisional: shown, never decisive'] : [])];
  process.stdout.write(
    `${[
      `${rule.id}  ${rule.sentence}`,
      '',
      `  class     ${marks.join(', ')}`,
      `  source    ${rule.source}`,
      `  stands in ${rule.uri}:${rule.line}`,
      `  profiles  ${own.length === 0 ? 'none' : own.join(', ')}`,
      `  examples  ${rule.untested === undefined ? rule.examples.length : `none: ${rule.untested}`}`,
      '',
      ...ruleLines(file, rule),
      '',
      'Faults of the reference that break it:',
      ...listed(breaking.map(({ name, describes }) => `${name}: ${describes}`)),
      '',
      'Recorded deviations:',
      ...listed(deviationLines(id)),
    ].join('\n')}\n`,
  );
  return 0;
}

const listed = (lines: readonly string[]): string[] =>
  lines.length === 0 ? ['  none'] : lines.map((line) => `  ${line}`);

function deviationLines(id: string): string[] {
  return recordedDeviations().flatMap(({ implementation, deviations }) =>
    deviations.flatMap(({ id: name, title, verdict, examples }) => {
      const count = Object.keys(examples).filter((example) => example.startsWith(`${id}/`)).length;
      return count === 0 ? [] : [`${implementation}: ${name} (${verdict}, ${count} of the examples): ${title}`];
    }),
  );
}
