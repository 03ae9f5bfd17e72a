import type { Requirement } from '../../contract/documents/catalogue';
import type { Provenance } from '../../contract/documents/report';
import type { Listed } from '../catalogue/load-catalogues';
import type { PlannedRule } from '../plan/plan';
import type { Problem } from './problem';

const tagsOfClass: Readonly<Record<Requirement['class'], { provenance: Provenance; provisional: boolean }>> = {
  A: { provenance: 'architecture', provisional: false },
  'A?': { provenance: 'architecture', provisional: true },
  L: { provenance: 'linux', provisional: false },
  Q: { provenance: 'qemu', provisional: false },
  T: { provenance: 'proposal', provisional: false },
  'T+': { provenance: 'proposal', provisional: false },
};

/** Features and catalogue, each against the other. Sentences may differ; what there is, and its authority, may not. */
export function checkCatalogue(rules: readonly PlannedRule[], listed: readonly Listed[]): Problem[] {
  const byId = new Map<string, Listed>();
  for (const entry of listed) if (!byId.has(entry.requirement.id)) byId.set(entry.requirement.id, entry);
  const ruleById = new Map(rules.map((rule) => [rule.id, rule]));
  return [
    ...rules.flatMap((rule) => {
      const message = ruleProblem(rule, byId.get(rule.id));
      return message === undefined ? [] : [{ file: rule.uri, line: rule.line, message }];
    }),
    ...listed.flatMap((entry) => {
      const message =
        byId.get(entry.requirement.id) === entry
          ? entryProblem(entry, ruleById.get(entry.requirement.id))
          : `${entry.requirement.id} is listed twice`;
      return message === undefined ? [] : [{ file: entry.file, line: entry.line, message }];
    }),
  ];
}

function ruleProblem(rule: PlannedRule, entry: Listed | undefined): string | undefined {
  if (entry === undefined) return `${rule.id} is not in the catalogue`;
  if (entry.system !== rule.system) return `${rule.id} belongs to ${entry.system}, says ${entry.file}:${entry.line}`;
  const { provenance, provisional } = tagsOfClass[entry.requirement.class];
  if (rule.provenance === provenance && rule.provisional === provisional) return undefined;
  return `${rule.id} has class ${entry.requirement.class} in the catalogue, which is @${provenance} ${provisional ? 'and' : 'without'} @provisional`;
}

function entryProblem(
  { requirement: { id, elsewhere, defect } }: Listed,
  rule: PlannedRule | undefined,
): string | undefined {
  const excuse = elsewhere ?? defect;
  if (rule === undefined) return excuse === undefined ? `${id} is in no feature file` : undefined;
  return excuse === undefined ? undefined : `${id} is in ${rule.uri}:${rule.line}, but listed as not there: ${excuse}`;
}
