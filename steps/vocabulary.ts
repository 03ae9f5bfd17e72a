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

/** Counts the step, keeps the error that ends the example, and lets "cannot be shown" end it without a failure. */
function tracked(body: StepFunction): StepFunction {
  function step(this: TckWorld, ...args: unknown[]): Outcome | Promise<Outcome> {
    this.stepsEntered += 1;
    try {
      const result = body.apply(this, args);
      if (result === undefined) return undefined;
      return result.then(
        () => undefined,
        (error: unknown) => failed(this, error),
      );
    } catch (error) {
      return failed(this, error);
    }
  }
  Object.defineProperty(step, 'length', { value: body.length });
  return step as StepFunction;
}

/** Collects a demand on the machine; a Given never looks at the machine's answers. */
export const Given = (expression: string, body: StepFunction): void => cucumber.Given(expression, tracked(body));
/** Lets the guest do something. */
export const When = (expression: string, body: StepFunction): void => cucumber.When(expression, tracked(body));
/** Expects something, with the value from the feature text. */
export const Then = (expression: string, body: StepFunction): void => cucumber.Then(expression, tracked(body));
