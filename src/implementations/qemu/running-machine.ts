import { frameSize } from '../../architecture/storage-key';
import type { Address, Answer, Ending, Entry, Space } from '../../contract/entries';
import { MachineFailed } from '../../contract/judgement';
import type { RunningMachine } from '../../contract/machine';
import { resolveAddress } from '../../contract/resolve';
import { CpuRegisters } from './cpu-registers';
import { Executor, type Part } from './executor';
import { HiddenCode } from './hidden-code';
import { endInstance, type Instance } from './instance';
import type { MappedRegister } from './register-map';
import { StorageKeys } from './storage-keys';
import { UnshownState } from './unshown-state';

const cpuStateLength = 512;
const done: Answer = { kind: 'done' };
const unsupported = (what: string): Answer => ({ kind: 'unsupported', what });

/** What belongs to one QEMU process, so that a clear reset can replace all of it. */
class Parts {
  readonly registers: CpuRegisters;
  readonly unshown: UnshownState;
  readonly keys: StorageKeys;
  readonly executor: Executor;

  constructor(
    readonly instance: Instance,
    map: readonly MappedRegister[],
    hiddenPage: number,
  ) {
    this.registers = new CpuRegisters(map, instance.client);
    const hidden = new HiddenCode(hiddenPage, instance.storage, this.registers, instance.client);
    this.unshown = new UnshownState(hidden);
    this.keys = new StorageKeys(hidden);
    this.executor = new Executor(instance, this.registers, this.unshown, hidden);
    // QEMU starts at its firmware; a CPU that was reset has a PSW of zero.
    this.registers.put(0x100, Buffer.alloc(16));
  }
}

export class QemuRunningMachine implements RunningMachine {
  private parts: Parts;
  private ended = false;

  constructor(
    instance: Instance,
    private readonly map: readonly MappedRegister[],
    private readonly hiddenPage: number,
    private readonly another: () => Promise<Instance>,
  ) {
    this.parts = new Parts(instance, map, hiddenPage);
  }

  async perform(batch: readonly Entry[], deadline?: number): Promise<readonly Answer[]> {
    if (this.ended) throw new MachineFailed('protocol', 'the machine was stopped');
    this.parts.instance.client.deadline =
      deadline === undefined ? Number.POSITIVE_INFINITY : performance.now() + deadline;
    const answers: Answer[] = [];
    for (const [index, entry] of batch.entries()) {
      const answer = await this.one(entry, answers, () => partsReadNext(batch, index));
      answers.push(answer);
      if (answer.kind === 'unsupported') break;
    }
    return answers;
  }

  async stop(): Promise<void> {
    if (this.ended) return;
    this.ended = true;
    await endInstance(this.parts.instance);
  }

  private one(entry: Entry, answers: readonly Answer[], next: () => Part[]): Promise<Answer> | Answer {
    if ('cpu' in entry && entry.cpu !== undefined && entry.cpu !== 0) return unsupported(`CPU ${entry.cpu}`);
    switch (entry.verb) {
      case 'read':
        return this.read(entry.space, placeOf(entry.address, answers), entry.length);
      case 'write':
        return this.write(entry.space, placeOf(entry.address, answers), entry.bytes);
      case 'execute':
        return this.execute(next());
      case 'run':
        return this.run(entry.limit);
      case 'settle':
        return new Promise((resolve) => setTimeout(() => resolve(done), Number(entry.nanoseconds / 1_000_000n)));
      case 'reset':
        return entry.kind === 'clear' ? this.clear() : unsupported(`reset of kind ${entry.kind}`);
      default:
        return unsupported(`${entry.verb} on QEMU without devices`);
    }
  }

  private async read(space: Space, at: number, length: number): Promise<Answer> {
    const { instance, registers, unshown, keys, executor } = this.parts;
    switch (space) {
      case 'absolute':
        return bytes(instance.storage.read(at, length));
      case 'key':
        this.checkFrames(at, length);
        return bytes(await keys.read(at, length, await unshown.prefix()));
      case 'cpu': {
        checkCpuState(at, length);
        const image = await registers.read(at, length);
        await unshown.overlay(at, image);
        return bytes(image);
      }
      case 'pending':
        return executor.pendingPossible ? unsupported('reading pending interruptions') : bytes(new Uint8Array(0));
      default:
        return unsupported(`reading the space ${space}`);
    }
  }

  private async write(space: Space, at: number, content: Uint8Array): Promise<Answer> {
    const { instance, registers, unshown, keys } = this.parts;
    switch (space) {
      case 'absolute':
        instance.storage.write(at, content);
        return done;
      case 'key':
        this.checkFrames(at, content.length);
        await keys.write(at, content, await unshown.prefix());
        return done;
      case 'cpu':
        checkCpuState(at, content.length);
        await registers.write(at, content);
        await unshown.write(at, content);
        return done;
      default:
        return unsupported(`writing the space ${space}`);
    }
  }

  private checkFrames(at: number, count: number): void {
    const { storage } = this.parts.instance;
    if (at % frameSize !== 0 || !storage.holds(at, count * frameSize))
      throw new RangeError(`keys of ${count} frames at ${at.toString(16)}: outside storage or not at a frame`);
  }

  private async execute(next: readonly Part[]): Promise<Answer> {
    const ending = await this.parts.executor.unit(next);
    return { kind: 'ended', ending, psw: this.parts.registers.psw, instructions: ending === 'wait' ? 0 : 1 };
  }

  private async run(limit: number): Promise<Answer> {
    let instructions = 0;
    let ending: Ending = 'limit';
    while (instructions < limit) {
      const unit = await this.parts.executor.unit([]);
      if (unit === 'wait' || unit === 'stopped' || unit === 'check-stop') {
        ending = unit;
        break;
      }
      instructions += 1;
    }
    return { kind: 'ended', ending, psw: this.parts.registers.psw, instructions };
  }

  /** Clear reset: a new process is the only state of QEMU in which nothing is left of the old one. */
  private async clear(): Promise<Answer> {
    const old = this.parts.instance;
    this.parts = new Parts(await this.another(), this.map, this.hiddenPage);
    this.parts.instance.client.deadline = old.client.deadline;
    await endInstance(old);
    return done;
  }
}

function bytes(content: Uint8Array): Answer {
  return { kind: 'bytes', bytes: content };
}

function placeOf(address: Address, answers: readonly Answer[]): number {
  return Number(resolveAddress(address, answers));
}

function checkCpuState(at: number, length: number): void {
  if (at < 0 || at + length > cpuStateLength)
    throw new RangeError(`CPU state ${at.toString(16)}, ${length} bytes: it has ${cpuStateLength}`);
}

/** The parts of the CPU state that the entries behind `index` read before anything else happens. */
function partsReadNext(batch: readonly Entry[], index: number): Part[] {
  const parts: Part[] = [];
  for (const entry of batch.slice(index + 1)) {
    if (entry.verb !== 'read') break;
    if (entry.space === 'cpu' && typeof entry.address === 'bigint')
      parts.push({ offset: Number(entry.address), length: entry.length });
  }
  return parts;
}
