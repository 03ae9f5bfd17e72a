import type { ITestCaseHookParameter } from '@cucumber/cucumber';
import type { ScenarioOutcome } from '../../contract/scenario';
import { type Course, type Judgement, judge, type StepStatus, type StepType } from '../verdict';

/** What Cucumber and the world say of an example, put before the judge. */
export function judgeScenario(
  world: ScenarioOutcome,
  { pickle, result }: ITestCaseHookParameter,
  rule: Pick<Course, 'recorded' | 'crashVerdict'>,
): Judgement {
  const { failure } = world;
  return judge({
    status: (result?.status ?? 'UNKNOWN') as StepStatus,
    expectations: world.expectations,
    ...rule,
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
