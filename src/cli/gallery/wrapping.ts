import type { Manifest } from '../../contract/documents/manifest';
import type { Answer, Entry } from '../../contract/entries';
import type { Machine, RunningMachine, StartAnswer } from '../../contract/machine';
import { createReferenceMachine } from '../../reference';

/** The right way to do it, for a wrong machine to spoil. */
export type Perform = (batch: readonly Entry[]) => Promise<readonly Answer[]>;

export interface Spoiled {
  readonly manifest?: (right: Manifest) => Manifest;
  readonly start?: (fixture: Parameters<Machine['start']>[0], right: Machine['start']) => Promise<StartAnswer>;
  /** @param call counts the batches of this process, from 1 */
  readonly perform?: (batch: readonly Entry[], right: Perform, call: number) => Promise<readonly Answer[]>;
  readonly stop?: () => Promise<void>;
}

/** The reference machine, spoiled in one way. */
export function spoiled({ manifest, start, perform, stop }: Spoiled): Machine {
  const reference = createReferenceMachine();
  let calls = 0;
  const running = (right: RunningMachine): RunningMachine => ({
    perform: (batch) => perform?.(batch, (inner) => right.perform(inner), ++calls) ?? right.perform(batch),
    stop: () => stop?.() ?? right.stop(),
  });
  return {
    async manifest() {
      const right = { ...(await reference.manifest()), name: 'wrong' };
      return manifest?.(right) ?? right;
    },
    async start(fixture) {
      const answer = await (start?.(fixture, reference.start) ?? reference.start(fixture));
      return answer.kind === 'started' ? { ...answer, machine: running(answer.machine) } : answer;
    },
    close: () => reference.close(),
  };
}

/** One entry after the other, with something more after each that was executed. */
export async function afterExecute(
  batch: readonly Entry[],
  right: Perform,
  more: (answer: Extract<Answer, { kind: 'ended' }>) => Promise<Answer>,
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (const entry of batch) {
    const [answer] = await right([entry]);
    answers.push(answer!.kind === 'ended' ? await more(answer!) : answer!);
    if (answer!.kind === 'unsupported') break;
  }
  return answers;
}
