import type { ITestCaseHookParameter } from '@cucumber/cucumber';
import type { Evidence } from '../../contract/documents/report';
import type { ScenarioOutcome } from '../../contract/scenario';
import type { Judgement } from '../verdict';
import { scenarioLines } from './scenario-lines';

/** The world's evidence, or as much of one as there is when the world itself is in trouble. */
export function evidenceOf(
  world: ScenarioOutcome,
  { result, pickle }: ITestCaseHookParameter,
  judgement: Judgement,
): Evidence {
  const stack =
    judgement.verdict === 'suite-error' || world.failure === undefined
      ? (stackOf(world.failure?.error) ?? result?.message)
      : undefined;
  try {
    const evidence = world.evidence();
    return {
      ...evidence,
      scenario: scenarioLines(pickle),
      message: world.failure === undefined ? (judgement.reason ?? evidence.message) : evidence.message,
      ...(stack === undefined ? {} : { stack }),
    };
  } catch (error) {
    return {
      message: `${judgement.reason ?? judgement.verdict}; there is no evidence: ${error}`,
      scenario: scenarioLines(pickle),
      differences: [],
      transcript: [],
      ...(stack === undefined ? {} : { stack }),
    };
  }
}

function stackOf(error: unknown): string | undefined {
  return error instanceof Error ? error.stack : undefined;
}
