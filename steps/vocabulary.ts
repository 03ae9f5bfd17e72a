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

type Callback = (error: unknown, outcome?: Outcome) => void;

/**
 * Counts the step, keeps the error that ends the example, and lets "cannot be shown" end it without a failure.
 * A body may declare one parameter more than its sentence has: a table that the step may go without. Cucumber, which
 * adds a callback to every list of arguments, takes the step without it for one that calls back.
 */
export function tracked(roles: Partial<Record<Role, StepFunction>>, parameters: number): StepFunction {
  function step(this: TckWorld, ...args: unknown[]): Outcome | Promise<Outcome> {
    const { type, text = '' } = this.steps[this.stepsEntered] ?? {};
    this.stepsEntered += 1;
    const body = roles.when ?? (type === 'Outcome' ? (roles.then ?? roles.given) : (roles.given ?? roles.then));
    if (args.length !== parameters) return outcomeOf(this, () => body?.apply(this, args));
    const done = args[parameters - 1] as Callback;
    const act = async (): Promise<Outcome> =>
      outcomeOf(this, () => {
        if (text.endsWith(':')) throw new Error(`the table of "${text}" is missing`);
        return body?.apply(this, args.slice(0, parameters - 1));
      });
    act().then((outcome) => done(undefined, outcome), done);
    return undefined;
  }
  Object.defineProperty(step, 'length', { value: parameters });
  return step as StepFunction;
}

function outcomeOf(world: TckWorld, act: () => void | Promise<void>): Outcome | Promise<Outcome> {
  try {
    const result = act();
    if (result === undefined) return undefined;
    return result.then(
      () => undefined,
      (error: unknown) => failed(world, error),
    );
  } catch (error) {
    return failed(world, error);
  }
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
