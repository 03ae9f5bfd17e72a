import { cpuState, cpuStateOffset } from '../../architecture/cpu-state';
import { frameSize } from '../../architecture/storage-key';
import type { Answer, Ending, Entry, Space } from '../../contract/entries';
import { MachineFailed } from '../../contract/judgement';
import type { RunningMachine } from '../../contract/machine';
import { resolveAddress } from '../../contract/resolve';
import { CannotDo } from './guest';
import { endInstance, type Instance } from './instance';
import { framesIn } from './keys';
import { Unit } from './unit';

const done: Answer = { kind: 'done' };
const unsupported = (what: string): Answer => ({ kind: 'unsupported', what });
const bytes = (content: Uint8Array): Answer => ({ kind: 'bytes', bytes: content });

export class HerculesRunningMachine implements RunningMachine {
  private ended = false;

  constructor(
    private instance: Instance,
    private readonly another: () => Promise<Instance>,
  ) {}

  async perform(batch: readonly Entry[], deadline?: number): Promise<readonly Answer[]> {
    if (this.ended) throw new MachineFailed('protocol', 'the machine was stopped');
    this.instance.console.deadline = deadline === undefined ? Number.POSITIVE_INFINITY : performance.now() + deadline;
    const answers: Answer[] = [];
    for (const entry of batch) {
      const answer = await this.possible(() => this.one(entry, answers));
      answers.push(answer);
      if (answer.kind === 'unsupported') break;
    }
    return answers;
  }

  async stop(): Promise<void> {
    if (this.ended) return;
    this.ended = true;
    await endInstance(this.instance);
  }

  private async possible(perform: () => Promise<Answer>): Promise<Answer> {
    try {
      return await perform();
    } catch (error) {
      if (error instanceof CannotDo) return unsupported(error.message);
      throw error;
    }
  }

  private async one(entry: Entry, answers: readonly Answer[]): Promise<Answer> {
    if ('cpu' in entry && entry.cpu !== undefined && entry.cpu !== 0) return unsupported(`CPU ${entry.cpu}`);
    switch (entry.verb) {
      case 'read':
        return this.read(entry.space, Number(resolveAddress(entry.address, answers)), entry.length);
      case 'write':
        return this.write(entry.space, Number(resolveAddress(entry.address, answers)), entry.bytes);
      case 'execute': {
        const ending = await new Unit(this.instance.guest).perform();
        return this.ending(ending, ending === 'wait' ? 0 : 1);
      }
      case 'run':
        return this.run(entry.limit);
      case 'settle':
        return new Promise((resolve) => setTimeout(() => resolve(done), Number(entry.nanoseconds / 1_000_000n)));
      case 'reset':
        return entry.kind === 'clear' ? this.clear() : unsupported(`${entry.kind} reset`);
      default:
        return unsupported(`the verb ${entry.verb}`);
    }
  }

  private async read(space: Space, at: number, length: number): Promise<Answer> {
    const { guest } = this.instance;
    switch (space) {
      case 'absolute':
        return bytes(await guest.storage.read(at, length));
      case 'key':
        return bytes(await guest.keys.read(this.frames(at, length)));
      case 'cpu':
        checkCpuState(at, length);
        return bytes(Uint8Array.from(guest.state.subarray(at, at + length)));
      case 'pending':
        return guest.pendingPossible ? unsupported('listing pending interruptions') : bytes(new Uint8Array(0));
      default:
        return unsupported(`the space ${space}`);
    }
  }

  private async write(space: Space, at: number, content: Uint8Array): Promise<Answer> {
    const { guest } = this.instance;
    switch (space) {
      case 'absolute':
        await guest.keys.touch(at, content.length);
        guest.storage.write(at, content);
        return done;
      case 'key':
        for (const [index, frame] of this.frames(at, content.length).entries())
          guest.keys.write(frame, content[index]!);
        return done;
      case 'cpu':
        checkCpuState(at, content.length);
        guest.state.set(content, at);
        return done;
      default:
        return unsupported(`writing the space ${space}`);
    }
  }

  private frames(at: number, count: number): number[] {
    if (at % frameSize !== 0 || !this.instance.guest.storage.holds(at, count * frameSize))
      throw new RangeError(`keys of ${count} frames at ${at.toString(16)}: outside storage or not at a frame`);
    return framesIn(at, count * frameSize);
  }

  private ending(ending: Ending, instructions: number): Answer {
    const { state } = this.instance.guest;
    const psw = Uint8Array.from(state.subarray(cpuStateOffset.psw, cpuStateOffset.psw + 16));
    return { kind: 'ended', ending, psw, instructions };
  }

  private async run(limit: number): Promise<Answer> {
    for (let instructions = 0; instructions < limit; instructions += 1)
      if ((await new Unit(this.instance.guest).perform()) === 'wait') return this.ending('wait', instructions);
    return this.ending('limit', limit);
  }

  /** Clear reset: Hercules' own leaves path masks and running channel programs behind, a new process leaves nothing. */
  private async clear(): Promise<Answer> {
    const old = this.instance;
    this.instance = await this.another();
    this.instance.console.deadline = old.console.deadline;
    await endInstance(old);
    return done;
  }
}

function checkCpuState(at: number, length: number): void {
  if (at < 0 || at + length > cpuState.size)
    throw new RangeError(`CPU state ${at.toString(16)}, ${length} bytes: it has ${cpuState.size}`);
}
