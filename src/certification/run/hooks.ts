import { After, Before, type ITestCaseHookParameter, setDefaultTimeout } from '@cucumber/cucumber';
import { positionsIn } from '../../contract/position';
import type { ScenarioOutcome } from '../../contract/scenario';
import { evidenceOf } from './evidence';
import { judgeScenario } from './judge-scenario';
import { openedSink } from './sink';

// Deadlines are ours: the contract's per batch, the supervisor's per example.
setDefaultTimeout(-1);

// One hook each: every further one costs 0.045 ms per example.
Before(function started(this: ScenarioOutcome, { pickle }: ITestCaseHookParameter) {
  openedSink()?.started(pickle.id);
  this.begin(pickle.steps, positionsIn(pickle.tags));
});

After(async function ended(this: ScenarioOutcome, parameter: ITestCaseHookParameter) {
  const sink = openedSink();
  if (sink === undefined) return this.end();
  const { pickle } = parameter;
  let judgement = judgeScenario(this, parameter, {
    recorded: sink.isRecorded(pickle.id),
    crashVerdict: sink.crashVerdict,
  });
  const evidence = judgement.verdict === 'pass' ? undefined : evidenceOf(this, parameter, judgement);
  try {
    await this.end();
  } catch (error) {
    if (judgement.verdict === 'pass') judgement = { verdict: 'blocked', reason: `stopping the machine: ${error}` };
  }
  sink.ended(pickle.id, judgement, {
    ...(this.notes.length === 0 ? {} : { notes: [...this.notes] }),
    ...(evidence === undefined ? {} : { evidence }),
  });
});
