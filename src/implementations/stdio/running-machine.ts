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
  ) {}

  async perform(batch: readonly Entry[], deadline = this.deadline): Promise<readonly Answer[]> {
    const params = { instance: this.instance, batch: batch.map(entryToWire), deadline };
    const result = await this.connection.request<{ answers: unknown[] }>('perform', params, deadline);
    try {
      const answers = result.answers.map(answerFromWire);
      checkAnswers(batch, answers);
      return answers;
    } catch (error) {
      return this.connection.refuse((error as Error).message);
    }
  }

  async stop(): Promise<void> {
    if (this.#stopped || this.connection.failure !== undefined) return;
    this.#stopped = true;
    const { connection, instance, deadline } = this;
    // Never rejects: the next start tells what went wrong.
    await connection.request('stop', { instance }, deadline).catch(() => {
      connection.told = false;
    });
  }
}
