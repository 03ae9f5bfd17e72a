import { createRequire } from 'node:module';
import type { PlannedExample, PlannedRule } from './plan';

/** Nothing named: the whole specification. */
export interface Selection {
  /** Rule ids, example ids or globs over them (`*`, `?`). */
  readonly only: readonly string[];
  /** A Cucumber tag expression. */
  readonly tags?: string;
}

export class BadSelection extends Error {
  override readonly name = 'BadSelection';
}

/** Rules that keep no example are left out, untested ones stay when they are named themselves. */
export function select(rules: readonly PlannedRule[], selection: Selection): PlannedRule[] {
  const patterns = selection.only.map(globPattern);
  const named = (id: string): boolean => patterns.length === 0 || patterns.some((pattern) => pattern.test(id));
  const tagged = tagTest(selection.tags);
  return rules.flatMap((rule) => {
    const whole = named(rule.id);
    const examples = rule.examples.filter((example) => (whole || named(example.id)) && tagged(example));
    const keepUntested = rule.untested !== undefined && whole && selection.tags === undefined;
    return examples.length > 0 || keepUntested ? [{ ...rule, examples }] : [];
  });
}

/** `*` and `?`, over the whole id. */
export function globPattern(glob: string): RegExp {
  const parts = glob.split(/([*?])/).map((part) => {
    if (part === '*') return '.*';
    return part === '?' ? '.' : part.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('')}$`, 's');
}

function tagTest(expression: string | undefined): (example: PlannedExample) => boolean {
  if (expression === undefined) return () => true;
  const parse = createRequire(require.resolve('@cucumber/cucumber'))('@cucumber/tag-expressions').default as (
    text: string,
  ) => { evaluate(tags: readonly string[]): boolean };
  try {
    const parsed = parse(expression);
    return (example) => parsed.evaluate(example.tags);
  } catch (error) {
    throw new BadSelection(`tag expression "${expression}": ${(error as Error).message}`);
  }
}
