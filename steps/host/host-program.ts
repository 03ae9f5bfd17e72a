import { boundMachine } from '../../src/contract/binding';
import type { Address, Answer, Entry, SystemCall } from '../../src/contract/entries';
import { ExpectationNotMet, MachineFailed, NotClaimed, NotObservable } from '../../src/contract/judgement';
import type { Range } from '../../src/contract/machine';
import { errnoName } from '../../src/uapi/errno';
import type { FileKind } from '../../src/uapi/ioctls';
import type { TckWorld } from '../world';

/** A descriptor the program has open, under the name the scenario gave it. */
export interface OpenedFile {
  readonly fd: number;
  /** Of which tables its requests are: see uapi/ioctls. */
  readonly kind: FileKind;
}

/** Memory a call uses: stored before it, looked at after it. */
export interface CallMemory {
  readonly address: bigint;
  readonly before?: Uint8Array;
  /** Bytes to look at afterwards. */
  readonly after?: number;
}

/** What the last call of a task has given. */
export interface Returned {
  readonly name: SystemCall;
  readonly value: bigint;
  readonly errno: number;
  readonly memory?: CallMemory;
  /** The memory as it was after the call. */
  readonly seen?: Uint8Array;
}

export const pageSize = 4096;
const alignment = 16;

/** What a call of task 0 has given: such a call runs to its end. */
function finished(name: SystemCall, result: Returned | 'blocked'): Returned {
  if (result === 'blocked') throw new Error(`${name} of task 0 was answered "blocked"`);
  return result;
}

/** The program on the host whose calls a scenario describes. */
export class HostProgram {
  readonly files = new Map<string, OpenedFile>();
  readonly memory = new Map<string, Range>();
  /** The sysfs directory of each device of the fixture. */
  devices: Readonly<Record<string, string>> = {};
  last?: Returned;
  private arena?: Range;
  private used = 0;
  /** The most that was used at any time; behind it the arena is as it was at the start. */
  private mostUsed = 0;
  private readonly preparations: (() => Promise<void>)[] = [];
  private preparing = false;
  private started = false;

  constructor(private readonly world: TckWorld) {}

  /** Byte order of all structures. */
  get order(): 'big' | 'little' {
    return boundMachine().manifest.byteOrder;
  }

  /** A device that the fixture is to have. */
  demandDevice(id: string, kind: string, parameters: Readonly<Record<string, string | number | boolean>>): void {
    if (this.started) throw new Error(`device "${id}" is demanded after the start`);
    if (boundMachine().manifest.features[`device.${kind}`] === undefined)
      throw new NotClaimed(`devices of kind ${kind}`);
    this.world.demands.devices.push({ ...parameters, id, kind });
  }

  /** Called by the world when the machine runs. */
  begin(arena: Range | undefined, devices: Readonly<Record<string, string>> = {}): void {
    if (arena === undefined) throw new NotObservable('the machine hands out no user memory');
    this.arena = arena;
    this.devices = devices;
    this.started = true;
  }

  /** Something the program has done before the scenario begins: now if it has begun, or just before its first action. */
  prepare(action: () => Promise<void>): void | Promise<void> {
    if (this.started && !this.preparing) return action();
    this.preparations.push(action);
  }

  /** Nothing would be done to get ready. Asked before waiting: a wait for nothing costs as much as a call. */
  get isReady(): boolean {
    return this.world.running !== undefined && (this.preparing || this.preparations.length === 0);
  }

  /** The machine runs and all that was to be prepared is. */
  async ready(): Promise<void> {
    await this.world.start();
    if (this.preparing) return;
    this.preparing = true;
    try {
      for (let next = this.preparations.shift(); next !== undefined; next = this.preparations.shift()) await next();
    } catch (error) {
      throw error instanceof ExpectationNotMet ? new MachineFailed('start', `preparing: ${error.message}`) : error;
    } finally {
      this.preparing = false;
    }
  }

  /** Memory in the arena, zero unless it was used before. Only after the start. */
  reserve(length: number, align = alignment): bigint {
    const { arena } = this;
    if (arena === undefined) throw new Error('memory is taken before the start');
    const start = Math.ceil((arena.start + this.used) / align) * align;
    if (start + length > arena.start + arena.length)
      throw new NotObservable(`the machine hands out only ${arena.length} bytes of user memory`);
    this.used = start + length - arena.start;
    this.mostUsed = Math.max(this.mostUsed, this.used);
    return BigInt(start);
  }

  /** Pages of zeros. */
  async reservePages(length: number): Promise<bigint> {
    const touched = (this.arena?.start ?? 0) + this.mostUsed;
    const start = this.reserve(length, pageSize);
    const stale = Math.min(length, touched - Number(start));
    if (stale > 0) await this.store(start, new Uint8Array(stale));
    return start;
  }

  /** Memory for one call; what was taken since is free again afterwards. */
  async briefly<T>(action: () => Promise<T>): Promise<T> {
    const { used } = this;
    try {
      return await action();
    } finally {
      this.used = used;
    }
  }

  /** What a descriptor number stands for, as far as the scenario knows. */
  kindOf(fd: number): FileKind | undefined {
    return [...this.files.values()].findLast((file) => file.fd === fd)?.kind;
  }

  file(name: string): OpenedFile {
    const file = this.files.get(name);
    if (file === undefined) throw new Error(`the program has opened nothing called "${name}"`);
    return file;
  }

  named(name: string): Range {
    const range = this.memory.get(name);
    if (range === undefined) throw new Error(`the program has no memory called "${name}"`);
    return range;
  }

  /** One system call with the memory it uses, in one batch. */
  async call(
    note: string,
    name: SystemCall,
    parameters: readonly Address[],
    memory?: CallMemory,
    task = 0,
  ): Promise<Returned | 'blocked'> {
    if (!this.isReady) await this.ready();
    const batch: Entry[] = [];
    if (memory?.before !== undefined)
      batch.push({ verb: 'write', space: 'user', address: memory.address, bytes: memory.before });
    const at = batch.length;
    batch.push({ verb: 'call', task, name, arguments: parameters });
    if (memory?.after !== undefined)
      batch.push({ verb: 'read', space: 'user', address: memory.address, length: memory.after });
    const answers = await this.world.perform(note, batch);
    return this.remember(name, answers[at]!, memory, answers[at + 1]);
  }

  /** A call that does not wait. */
  async done(note: string, name: SystemCall, parameters: readonly Address[], memory?: CallMemory): Promise<Returned> {
    return finished(name, await this.call(note, name, parameters, memory));
  }

  /** A call of the preparation, which has to succeed. */
  async must(what: string, name: SystemCall, parameters: readonly Address[], memory?: CallMemory): Promise<Returned> {
    const result = finished(name, await this.call(what, name, parameters, memory));
    if (result.errno !== 0) throw new MachineFailed('start', `${what}: ${name} failed with ${errnoName(result.errno)}`);
    return result;
  }

  private remember(
    name: SystemCall,
    answer: Answer,
    memory: CallMemory | undefined,
    after: Answer | undefined,
  ): Returned | 'blocked' {
    if (answer.kind === 'blocked') return 'blocked';
    if (answer.kind !== 'returned') throw new Error(`${name} was answered with ${answer.kind}`);
    this.last = {
      name,
      value: answer.value,
      errno: answer.errno,
      ...(memory === undefined ? {} : { memory }),
      ...(after?.kind === 'bytes' ? { seen: after.bytes } : {}),
    };
    return this.last;
  }

  /** The last call. */
  get returned(): Returned {
    if (this.last === undefined) throw new Error('the program made no call before this step');
    return this.last;
  }

  /** Reads user memory. */
  async look(address: bigint, length: number): Promise<Uint8Array> {
    if (!this.isReady) await this.ready();
    const [answer] = await this.world.perform('look at user memory', [
      { verb: 'read', space: 'user', address, length },
    ]);
    if (answer?.kind === 'bytes') return answer.bytes;
    throw new ExpectationNotMet(`user memory at 0x${address.toString(16)} cannot be read`, [
      { where: 'user memory', expected: `${length} bytes`, seen: answer?.kind === 'faulted' ? answer.signal : '' },
    ]);
  }

  async store(address: bigint, bytes: Uint8Array): Promise<void> {
    if (!this.isReady) await this.ready();
    await this.world.perform('store into user memory', [{ verb: 'write', space: 'user', address, bytes }]);
  }

  /** The address of a NUL-terminated string in memory taken for it. */
  text(value: string): { address: bigint; before: Uint8Array } {
    const before = Buffer.from(`${value}\0`, 'latin1');
    return { address: this.reserve(before.length), before };
  }

  /** Opens a path under a name. */
  async open(name: string, path: string, kind: FileKind, flags = 2n): Promise<void> {
    if (!this.isReady) await this.ready();
    const { address, before } = this.text(path);
    const { value } = await this.must(`opening ${path}`, 'open', [address, flags, 0n], { address, before });
    this.files.set(name, { fd: Number(value), kind });
  }
}
