import { checkAnswers } from '../../contract/answers';
import type { Answer, Entry } from '../../contract/entries';
import type { Machine, RunningMachine } from '../../contract/machine';
import { plainFixture } from '../../contract/plain-fixture';

export async function startOn(machine: Machine): Promise<RunningMachine> {
  const answer = await machine.start(plainFixture);
  if (answer.kind === 'started') return answer.machine;
  throw new Error(`it does not start with one CPU and 16 MiB of storage: ${answer.what}`);
}

/** All of the batch, or an error. */
export async function performed(running: RunningMachine, batch: readonly Entry[]): Promise<readonly Answer[]> {
  const answers = await running.perform(batch);
  checkAnswers(batch, answers);
  const last = answers[answers.length - 1];
  if (last?.kind === 'unsupported') throw new Error(`${batch[answers.length - 1]!.verb} is unsupported: ${last.what}`);
  return answers;
}
