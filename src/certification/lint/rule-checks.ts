import type { RuleInFeature } from '../plan/feature-rules';

/** What must hold of every rule; each check gives what is wrong, if anything. */
const checks: readonly ((rule: RuleInFeature) => string | undefined)[] = [
  ({ tags }) => exactlyOne('id tag, like @KEY-01', tags.ids),
  ({ tags }) => exactlyOne('provenance (@architecture, @linux, @qemu, @proposal)', tags.provenances),
  ({ tags }) => exactlyOne('level (@must, @should, @may)', tags.levels),
  ({ planned }) => (planned.sentence === '' ? 'a rule needs a sentence' : undefined),
  ({ planned }) => (planned.source === '' ? 'a rule needs a line "Source: …" in its description' : undefined),
  ({ planned }) =>
    planned.untested === '' ? 'an @untested rule needs a line "Reason: …" in its description' : undefined,
  ({ planned, rule }) =>
    planned.untested !== undefined && scenarioCount(rule) > 0 ? 'an @untested rule has scenarios' : undefined,
  ({ planned, rule }) =>
    planned.untested === undefined && scenarioCount(rule) === 0
      ? 'a rule without scenarios, which is not @untested'
      : undefined,
];

function exactlyOne(what: string, found: readonly string[]): string | undefined {
  if (found.length === 1) return undefined;
  return found.length === 0 ? `a rule needs one ${what}` : `a rule needs one ${what}, not ${found.join(', ')}`;
}

function scenarioCount(rule: RuleInFeature['rule']): number {
  return rule.children.filter((child) => child.scenario !== undefined).length;
}

export function checkRule(rule: RuleInFeature): string[] {
  return checks.flatMap((check) => check(rule) ?? []);
}
