import type { ITestCaseHookParameter } from '@cucumber/cucumber';
import type { ScenarioOutcome } from '../../contract/scenario';
import { type Judgement, judge, type StepStatus, type StepType } from '../verdict';

/** What Cucumber and the world say of an example, put before the judge. */
export function judgeScenario(
  world: ScenarioOutcome,
  { pickle, result }: ITestCaseHookParameter,
  recorded: boolean,
): Judgement {
  const { failure } = world;
  return judge({
    status: (result?.status ?? 'UNKNOWN') as StepStatus,
    expectations: world.expectations,
    recorded,
    ...(failure === undefined
      ? {}
      : {
          failure: {
            stepType: (pickle.steps[failure.step]?.type ?? 'Unknown') as StepType,
            error: failure.error,
          },
        }),
  });
}
