import { resolve } from 'node:path';
import { makePlan } from '../certification/plan/make-plan';
import type { PlannedRule } from '../certification/plan/plan';
import { installation } from './installation';

export interface ListOptions {
  readonly only?: readonly string[];
  readonly tags?: string;
  readonly examples?: boolean;
  readonly json?: boolean;
  readonly features?: string;
}

export function runList({ only = [], tags, examples, json, features }: ListOptions): number {
  const selection = { only, ...(tags === undefined ? {} : { tags }) };
  const { plan } = makePlan(resolve(features ?? installation.features), installation.suite(), selection);
  const text = json
    ? JSON.stringify(plan.rules, undefined, 1)
    : plan.rules.flatMap((rule) => lines(rule, examples ?? false)).join('\n');
  process.stdout.write(`${text}\n`);
  return plan.rules.length === 0 ? 4 : 0;
}

function lines(rule: PlannedRule, examples: boolean): string[] {
  const marks = [rule.provenance, rule.level, ...(rule.provisional ? ['provisional'] : [])].join(' ');
  const count = rule.untested === undefined ? `${rule.examples.length}`.padStart(5) : '    –';
  return [
    `${rule.id.padEnd(8)} ${count}  ${marks.padEnd(18)} ${rule.sentence}`,
    ...(examples ? rule.examples.map((example) => `    ${example.id}`) : []),
  ];
}
