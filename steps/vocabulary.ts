import * as cucumber from '@cucumber/cucumber';
import { NotClaimed, NotObservable } from '../src/contract/judgement';
import type { TckWorld } from './world';

// biome-ignore lint/suspicious/noExplicitAny: the types of arguments follow from the expression, which TypeScript cannot see
type StepFunction = (this: TckWorld, ...args: any[]) => void | Promise<void>;

type Outcome = 'skipped' | undefined;

function failed(world: TckWorld, error: unknown): Outcome {
  world.failure ??= { step: world.stepsEntered - 1, error };
  if (error instanceof NotObservable || error instanceof NotClaimed) return 'skipped';
  throw error;
}

type Role = 'given' | 'when' | 'then';

/** Counts the step, keeps the error that ends the example, and lets "cannot be shown" end it without a failure. */
function tracked(roles: Partial<Record<Role, StepFunction>>, parameters: number): StepFunction {
  function step(this: TckWorld, ...args: unknown[]): Outcome | Promise<Outcome> {
    const { type } = this.steps[this.stepsEntered] ?? {};
    this.stepsEntered += 1;
    const body = roles.when ?? (type === 'Outcome' ? (roles.then ?? roles.given) : (roles.given ?? roles.then));
    try {
      const result = body?.apply(this, args);
      if (result === undefined) return undefined;
      return result.then(
        () => undefined,
        (error: unknown) => failed(this, error),
      );
    } catch (error) {
      return failed(this, error);
    }
  }
  Object.defineProperty(step, 'length', { value: parameters });
  return step as StepFunction;
}

const sentences = new Map<string, Partial<Record<Role, StepFunction>>>();

/**
 * Cucumber matches a sentence without looking at its keyword. "GR1 is 0x10" is a demand in a Given and an expectation
 * in a Then, so a sentence with both meanings is registered once and the step's own keyword decides.
 */
function define(role: Role, expression: string, body: StepFunction): void {
  const known = sentences.get(expression);
  if (known?.[role] !== undefined || (known !== undefined && (role === 'when' || known.when !== undefined)))
    throw new Error(`the sentence "${expression}" is defined twice`);
  if (known !== undefined) {
    known[role] = body;
    return;
  }
  const roles = { [role]: body };
  sentences.set(expression, roles);
  cucumber.defineStep(expression, tracked(roles, body.length));
}

/** Collects a demand on the machine; a Given never looks at the machine's answers. */
export const Given = (expression: string, body: StepFunction): void => define('given', expression, body);
/** Lets the guest do something. */
export const When = (expression: string, body: StepFunction): void => define('when', expression, body);
/** Expects something, with the value from the feature text. */
export const Then = (expression: string, body: StepFunction): void => define('then', expression, body);
