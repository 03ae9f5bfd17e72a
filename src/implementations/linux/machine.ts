import type { Fixture } from '../../contract/documents/fixture';
import type { Manifest } from '../../contract/documents/manifest';
import { MachineFailed } from '../../contract/judgement';
import type { Machine, StartAnswer } from '../../contract/machine';
import { type Agent, type AgentProcess, startAgent } from './agent-process';
import { deviceRefusal, type PluggedDevice, plug } from './devices';
import { encodeFrame } from './frames';
import { LinuxRunningMachine } from './running-machine';

type Refusal = Extract<StartAnswer, { kind: 'unsupported' }>;

/** Of these many agents in a row that did not start, the last word is repeated instead of trying again. */
const attempts = 3;
const beginPatience = 10;

/** Why a fixture cannot be had: this machine has a host face only. */
function refusalOf(fixture: Fixture, { features }: Manifest): Refusal | undefined {
  const [facility] = fixture.facilities.present;
  if (facility !== undefined) return { kind: 'unsupported', what: `facility ${facility}`, missing: { facility } };
  for (const [feature, demand] of Object.entries(fixture.features))
    if ((features[feature] ?? false) !== demand)
      return { kind: 'unsupported', what: `feature ${feature}`, missing: { feature } };
  const offered = Object.keys(features).flatMap((name) => (name.startsWith('device.') ? [name.slice(7)] : []));
  const what = fixture.devices.map((device) => deviceRefusal(device, offered)).find((refusal) => refusal !== undefined);
  return what === undefined ? undefined : { kind: 'unsupported', what };
}

/** A Linux kernel behind the agent. One agent serves one scenario after the other; more are started where they overlap. */
export class LinuxMachine implements Machine {
  private readonly idle: Agent[] = [];
  private readonly busy = new Set<Agent>();
  private failures = 0;
  private lastFailure: MachineFailed | undefined;
  /** Agents started so far. */
  starts = 0;

  constructor(
    private readonly source: AgentProcess,
    private readonly described: Manifest,
  ) {}

  /** CPU seconds that its agents and their kernels have used, of those that live. */
  get cpuSeconds(): number {
    return [...this.idle, ...this.busy].reduce((sum, { connection }) => sum + (connection.process.cpuSeconds ?? 0), 0);
  }

  async manifest(): Promise<Manifest> {
    return this.described;
  }

  async start(fixture: Fixture): Promise<StartAnswer> {
    const refusal = refusalOf(fixture, this.described);
    if (refusal !== undefined) return refusal;
    const agent = await this.takeAgent();
    this.busy.add(agent);
    let devices: readonly PluggedDevice[];
    try {
      // In one write: no answer is needed for the next question.
      const [plugged, begun] = await Promise.all([
        plug(agent, fixture.devices),
        agent.connection.exchange('B', encodeFrame('B'), beginPatience),
      ]);
      if (begun.readUInt32BE() !== 0) throw new MachineFailed('start', 'the host program could not be started');
      devices = plugged;
    } catch (error) {
      await this.giveBack(agent, false);
      throw error;
    }
    return {
      kind: 'started',
      machine: new LinuxRunningMachine(agent, devices, (used, clean) => this.giveBack(used, clean)),
      reserved: [],
      arena: agent.hello.arena,
      devices: Object.fromEntries(devices.map(({ id, directory }) => [id, directory])),
    };
  }

  async close(): Promise<void> {
    const all = [...this.idle.splice(0), ...this.busy];
    this.busy.clear();
    await Promise.all(all.map(({ connection }) => connection.close()));
  }

  private async takeAgent(): Promise<Agent> {
    for (let agent = this.idle.pop(); agent !== undefined; agent = this.idle.pop())
      if (agent.connection.failure === undefined) return agent;
    if (this.failures >= attempts) throw this.lastFailure!;
    this.starts += 1;
    try {
      const agent = await startAgent(this.source);
      this.failures = 0;
      return agent;
    } catch (error) {
      this.failures += 1;
      if (error instanceof MachineFailed) this.lastFailure = error;
      throw error;
    }
  }

  /** What is not clean is ended: the next scenario gets a fresh one. */
  private async giveBack(agent: Agent, clean: boolean): Promise<void> {
    this.busy.delete(agent);
    if (clean && agent.connection.failure === undefined) this.idle.push(agent);
    else await agent.connection.close();
  }
}
