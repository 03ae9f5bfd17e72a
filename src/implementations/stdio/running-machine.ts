import { checkAnswers } from '../../contract/answers';
import type { Answer, Entry } from '../../contract/entries';
import type { RunningMachine } from '../../contract/machine';
import { answerFromWire, entryToWire } from '../../contract/wire';
import type { Connection } from './connection';

/** One instance in a machine's process. */
export class RunningStdio implements RunningMachine {
  #stopped = false;

  constructor(
    private readonly connection: Connection,
    private readonly instance: string,
    private readonly deadline: number,
    private readonly onStopped: (failure: unknown) => void,
  ) {}

  async perform(batch: readonly Entry[], deadline = this.deadline): Promise<readonly Answer[]> {
    const params = { instance: this.instance, batch: batch.map(entryToWire), deadline };
    const result = await this.connection.request<{ answers: unknown[] }>('perform', params, deadline);
    try {
      const answers = result.answers.map(answerFromWire);
      checkAnswers(batch, answers);
      return answers;
    } catch (error) {
      throw await this.connection.fail('protocol', (error as Error).message);
    }
  }

  async stop(): Promise<void> {
    if (this.#stopped || this.connection.failure !== undefined) return;
    this.#stopped = true;
    try {
      await this.connection.request('stop', { instance: this.instance }, this.deadline);
      this.onStopped(undefined);
    } catch (failure) {
      this.onStopped(failure);
    }
  }
}
