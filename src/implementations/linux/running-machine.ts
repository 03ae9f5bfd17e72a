import { checkAnswers } from '../../contract/answers';
import type { Access, Answer, Entry } from '../../contract/entries';
import { MachineFailed } from '../../contract/judgement';
import type { RunningMachine } from '../../contract/machine';
import type { Agent } from './agent-process';
import { type AgentAnswer, beyondAgent, decodeAnswers, encodeBatch } from './batch-frame';
import type { PluggedDevice } from './devices';
import { encodeFrame, NoFrame } from './frames';
import { readObservations } from './observations';

/** Seconds for a batch without a deadline, and for the end of a scenario. */
const usualPatience = 10;

/** A host program of one scenario and its devices. */
export class LinuxRunningMachine implements RunningMachine {
  private ended = false;
  /** What devices have seen and nobody has asked for, by their names in sysfs. */
  private readonly seen = new Map<string, Access[]>();
  private readonly observable: ReadonlySet<string>;

  constructor(
    private readonly agent: Agent,
    private readonly devices: readonly PluggedDevice[],
    /** Takes the agent back; `clean` when nothing of the scenario is left. */
    private readonly giveBack: (agent: Agent, clean: boolean) => Promise<void>,
  ) {
    this.observable = new Set(agent.observes ? devices.map(({ id }) => id) : []);
  }

  async perform(batch: readonly Entry[], deadline?: number): Promise<readonly Answer[]> {
    if (this.ended) throw new MachineFailed('protocol', 'the machine was stopped');
    const { connection, hello } = this.agent;
    const refusals = batch.map((entry) => beyondAgent(entry, hello.calls, this.observable));
    const first = refusals.findIndex((refusal) => refusal !== undefined);
    const possible = first < 0 ? batch : batch.slice(0, first);
    const answers: Answer[] = [];
    if (possible.length > 0) {
      const frame = encodeBatch(possible, hello.calls);
      const patience = deadline === undefined ? usualPatience : deadline / 1000;
      answers.push(...this.read(await connection.exchange('P', frame, patience), possible));
    }
    if (first >= 0) answers.push({ kind: 'unsupported', what: refusals[first]! });
    return answers;
  }

  async stop(): Promise<void> {
    if (this.ended) return;
    this.ended = true;
    const clean = await this.end().catch(() => false);
    await this.giveBack(this.agent, clean);
  }

  private read(bytes: Buffer, batch: readonly Entry[]): Answer[] {
    try {
      const answers = decodeAnswers(bytes, batch).map((answer, index) => this.sortedOut(answer, batch[index]!));
      checkAnswers(batch, answers);
      return answers;
    } catch (error) {
      if (error instanceof NoFrame || error instanceof MachineFailed) this.agent.connection.refuse(error.message);
      throw error;
    }
  }

  private sortedOut(answer: AgentAnswer, entry: Entry): Answer {
    if (answer.kind !== 'trace' || entry.verb !== 'observe') return answer as Answer;
    for (const { device, access } of readObservations(answer.text)) {
      const list = this.seen.get(device);
      if (list === undefined) this.seen.set(device, [access]);
      else list.push(access);
    }
    const name = this.devices
      .find(({ id }) => id === entry.device)!
      .directory.split('/')
      .pop()!;
    const accesses = this.seen.get(name) ?? [];
    this.seen.delete(name);
    return { kind: 'accesses', accesses };
  }

  /** The host program first: a device that it has open would not let itself be removed. */
  private async end(): Promise<boolean> {
    const ended = this.agent.connection.exchange('E', encodeFrame('E'), usualPatience);
    await Promise.all([ended, ...this.devices.map((device) => device.remove())]);
    return true;
  }
}
