import { checkAnswers } from '../../contract/answers';
import type { Answer, Entry } from '../../contract/entries';
import type { Machine, Range, RunningMachine, StartAnswer } from '../../contract/machine';
import { plainFixture } from '../../contract/plain-fixture';

type Started = Extract<StartAnswer, { kind: 'started' }>;

export async function startOn(machine: Machine): Promise<Started> {
  const answer = await machine.start(plainFixture);
  if (answer.kind === 'started') return answer;
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

/** A check on an instance of its own. */
export const onInstance =
  (action: (running: RunningMachine, arena: Range | undefined) => Promise<string>) =>
  async (machine: Machine): Promise<string> => {
    const { machine: running, arena } = await startOn(machine);
    try {
      return await action(running, arena);
    } finally {
      await running.stop();
    }
  };
