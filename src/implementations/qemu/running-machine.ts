import { cpuStateOffset } from '../../architecture/cpu-state';
import { frameSize } from '../../architecture/storage-key';
import type { Answer, Ending, Entry, Space } from '../../contract/entries';
import { MachineFailed } from '../../contract/judgement';
import type { RunningMachine } from '../../contract/machine';
import { resolveAddress } from '../../contract/resolve';
import { cpuPartsReadAfter, framesReadAfter } from './batch-reads';
import { CpuRegisters } from './cpu-registers';
import { Executor, type Part } from './executor';
import { CpuStands, HiddenCode } from './hidden-code';
import { endInstance, type Instance } from './instance';
import type { MappedRegister } from './register-map';
import { framesOf, StorageKeys } from './storage-keys';
import { UnshownState } from './unshown-state';

const cpuStateLength = 512;
const done: Answer = { kind: 'done' };
const unsupported = (what: string): Answer => ({ kind: 'unsupported', what });
const bytes = (content: Uint8Array): Answer => ({ kind: 'bytes', bytes: content });

/** What belongs to one QEMU process, so that a clear reset can replace all of it. */
export class Guest {
  readonly registers: CpuRegisters;
  readonly hidden: HiddenCode;
  readonly unshown: UnshownState;
  readonly keys: StorageKeys;
  readonly executor: Executor;

  constructor(
    readonly instance: Instance,
    map: readonly MappedRegister[],
    hiddenPage: number,
  ) {
    this.registers = new CpuRegisters(map, instance.client);
    this.hidden = new HiddenCode(hiddenPage, instance.storage, this.registers, instance.client);
    this.unshown = new UnshownState(this.hidden, this.registers, instance.storage.size);
    this.keys = new StorageKeys(this.hidden);
    this.executor = new Executor(instance, this.registers, this.unshown, this.hidden);
    // QEMU starts at its firmware; a CPU that was reset has a PSW of zero.
    this.registers.put(cpuStateOffset.psw, Buffer.alloc(16));
  }

  /** One unit of operation; the CPU state in `next` will be read right after it. */
  async unit(next: readonly Part[]): Promise<Ending> {
    if (this.executor.stopped) return 'stopped';
    await this.keys.flush(await this.unshown.prefix());
    this.keys.forget();
    return this.executor.unit(next);
  }
}

export class QemuRunningMachine implements RunningMachine {
  private guest: Guest;
  private ended = false;

  constructor(
    instance: Instance,
    private readonly map: readonly MappedRegister[],
    private readonly hiddenPage: number,
    private readonly another: () => Promise<Instance>,
  ) {
    this.guest = new Guest(instance, map, hiddenPage);
  }

  async perform(batch: readonly Entry[], deadline?: number): Promise<readonly Answer[]> {
    if (this.ended) throw new MachineFailed('protocol', 'the machine was stopped');
    this.guest.instance.client.deadline =
      deadline === undefined ? Number.POSITIVE_INFINITY : performance.now() + deadline;
    const answers: Answer[] = [];
    for (const [index, entry] of batch.entries()) {
      const answer = await this.whileItRuns(() => this.one(entry, batch, index, answers));
      answers.push(answer);
      if (answer.kind === 'unsupported') break;
    }
    return answers;
  }

  /** A CPU that stopped itself shows no more than the stub shows. */
  private async whileItRuns(perform: () => Promise<Answer> | Answer): Promise<Answer> {
    try {
      return await perform();
    } catch (error) {
      if (error instanceof CpuStands) return unsupported('state that only instructions show, of a stopped CPU');
      throw error;
    }
  }

  async stop(): Promise<void> {
    if (this.ended) return;
    this.ended = true;
    await endInstance(this.guest.instance);
  }

  private one(
    entry: Entry,
    batch: readonly Entry[],
    index: number,
    answers: readonly Answer[],
  ): Promise<Answer> | Answer {
    if ('cpu' in entry && entry.cpu !== undefined && entry.cpu !== 0) return unsupported(`CPU ${entry.cpu}`);
    switch (entry.verb) {
      case 'read': {
        const at = Number(resolveAddress(entry.address, answers));
        return this.read(entry.space, at, entry.length, () => framesReadAfter(batch, index));
      }
      case 'write':
        return this.write(entry.space, Number(resolveAddress(entry.address, answers)), entry.bytes);
      case 'execute':
        return this.execute(cpuPartsReadAfter(batch, index));
      case 'run':
        return this.run(entry.limit);
      case 'settle':
        return new Promise((resolve) => setTimeout(() => resolve(done), Number(entry.nanoseconds / 1_000_000n)));
      case 'reset':
        // QEMU's system_reset resets CPU, channel subsystem and firmware at once: none of the architecture's resets.
        return entry.kind === 'clear' ? this.clear() : unsupported(`${entry.kind} reset`);
      default:
        return unsupported(`the verb ${entry.verb}`);
    }
  }

  private async read(space: Space, at: number, length: number, nextFrames: () => number[]): Promise<Answer> {
    const { instance, unshown, keys, executor } = this.guest;
    switch (space) {
      case 'absolute':
        return bytes(instance.storage.read(at, length));
      case 'key': {
        this.checkFrames(at, length);
        const also = nextFrames().filter((frame) => instance.storage.holds(frame, frameSize));
        return bytes(await keys.read(framesOf(at, length), also, await unshown.prefix()));
      }
      case 'cpu':
        checkCpuState(at, length);
        return bytes(await unshown.read(at, length));
      case 'pending':
        return executor.pendingPossible ? unsupported('listing pending interruptions') : bytes(new Uint8Array(0));
      default:
        return unsupported(`the space ${space}`);
    }
  }

  private async write(space: Space, at: number, content: Uint8Array): Promise<Answer> {
    const { instance, unshown, keys } = this.guest;
    switch (space) {
      case 'absolute':
        instance.storage.write(at, content);
        return done;
      case 'key':
        this.checkFrames(at, content.length);
        for (const [index, frame] of framesOf(at, content.length).entries()) keys.write(frame, content[index]!);
        return done;
      case 'cpu':
        checkCpuState(at, content.length);
        await unshown.write(at, content);
        return done;
      default:
        return unsupported(`writing the space ${space}`);
    }
  }

  private checkFrames(at: number, count: number): void {
    if (at % frameSize !== 0 || !this.guest.instance.storage.holds(at, count * frameSize))
      throw new RangeError(`keys of ${count} frames at ${at.toString(16)}: outside storage or not at a frame`);
  }

  private async execute(next: readonly Part[]): Promise<Answer> {
    const ending = await this.guest.unit(next);
    return { kind: 'ended', ending, psw: this.guest.registers.psw, instructions: stands(ending) ? 0 : 1 };
  }

  private async run(limit: number): Promise<Answer> {
    let ending: Ending = 'limit';
    let instructions = 0;
    while (instructions < limit) {
      const unit = await this.guest.unit([]);
      if (stands(unit)) {
        ending = unit;
        break;
      }
      instructions += 1;
    }
    return { kind: 'ended', ending, psw: this.guest.registers.psw, instructions };
  }

  /** Clear reset: a new process is the only state of QEMU in which nothing is left of the old one. */
  private async clear(): Promise<Answer> {
    const old = this.guest.instance;
    this.guest = new Guest(await this.another(), this.map, this.hiddenPage);
    this.guest.instance.client.deadline = old.client.deadline;
    await endInstance(old);
    return done;
  }
}

/** The CPU does nothing any more by itself. */
function stands(ending: Ending): boolean {
  return ending === 'wait' || ending === 'stopped' || ending === 'check-stop';
}

function checkCpuState(at: number, length: number): void {
  if (at < 0 || at + length > cpuStateLength)
    throw new RangeError(`CPU state ${at.toString(16)}, ${length} bytes: it has ${cpuStateLength}`);
}
