import { frameSize } from '../../../../architecture/storage-key';
import { Image, type Place, places } from '../../image';
import type { Kernel } from '../../kernel';
import type { Operation, Result } from '../../operation';
import { isOperation } from '../../operation';
import type { Activity } from '../migration/states';
import {
  engineCommand,
  engineRegisters,
  engineStatus,
  forEver,
  interruptEnable,
  shortestPace,
  usualPace,
} from './registers';
import type { EngineState } from './stream';

const register = places(
  engineRegisters,
  'command',
  'status',
  'interrupt',
  'source',
  'target',
  'length',
  'operation',
  'pattern',
  'repeat',
  'pace',
  'completed',
  'scratch',
);
const identification = Buffer.from('DMAE');
const mostWaiting = 16;
const longest = 1 << 20;

/** One operation, as it waits or is under way. */
export interface Work {
  readonly fill: boolean;
  readonly source: bigint;
  readonly target: bigint;
  readonly length: number;
  pattern: bigint;
  repeat: number;
  readonly pace: number;
  /** Bytes of this repetition that are done. */
  done: number;
}

/** What the engine is connected to. */
export interface Bus {
  /** Nothing or false where the IOMMU blocks it. */
  read(iova: bigint, length: number): Uint8Array | undefined;
  write(iova: bigint, bytes: Uint8Array): boolean;
  interrupt(vector: number): void;
  lower(): void;
}

/** The registers a program can write, but for `command` and `status`. */
const writable: readonly Place[] = [
  register.interrupt,
  register.source,
  register.target,
  register.length,
  register.operation,
  register.pattern,
  register.repeat,
  register.pace,
  register.scratch,
];

/** The DMA engine behind BAR0; see `registers`. */
export class Engine {
  readonly registers = Image.of(engineRegisters.size, 'little');
  /** The first is under way. */
  work: Work[] = [];
  activity: Activity = 'active';
  #generation = 0;
  #scheduled = false;

  constructor(
    readonly kernel: Kernel,
    private readonly bus: Bus,
  ) {
    this.reset();
  }

  reset(): void {
    this.registers.bytes.fill(0);
    this.registers.bytes.set(identification);
    this.registers.put(register.pace, usualPace);
    this.forget();
  }

  /** Ends all work where it is. */
  forget(): void {
    this.work = [];
    this.#generation += 1;
    this.#scheduled = false;
    this.#setBusy();
  }

  /** What another engine had saved. */
  load({ registers, work }: EngineState): void {
    this.forget();
    this.registers.bytes.set(registers);
    this.work = work.map((one) => ({ ...one }));
    this.#setBusy();
  }

  #number(name: keyof typeof register): number {
    return this.registers.number(register[name]);
  }

  #setStatus(bits: number): void {
    this.registers.put(register.status, this.#number('status') | bits);
  }

  #setBusy(): void {
    const rest = this.#number('status') & ~engineStatus.busy;
    this.registers.put(register.status, rest | (this.work.length > 0 ? engineStatus.busy : 0));
  }

  read(offset: number, length: number): Uint8Array {
    const bytes = new Uint8Array(length);
    bytes.set(this.registers.bytes.subarray(offset, offset + length));
    return bytes;
  }

  write(offset: number, bytes: Uint8Array): void {
    const covers = (at: number) => at >= offset && at < offset + bytes.length;
    for (const { offset: start, length } of writable)
      for (let at = start; at < start + length; at += 1) if (covers(at)) this.registers.bytes[at] = bytes[at - offset]!;
    if (covers(register.status.offset)) this.#clear(bytes[register.status.offset - offset]!);
    if (covers(register.command.offset)) this.#command(bytes[register.command.offset - offset]!);
  }

  #clear(bits: number): void {
    const cleared = bits & (engineStatus.complete | engineStatus.failed);
    this.registers.put(register.status, this.#number('status') & ~cleared);
    if (cleared !== 0) this.bus.lower();
  }

  #command(command: number): void {
    if ((command & engineCommand.cancel) !== 0) this.forget();
    if ((command & engineCommand.start) === 0) return;
    const length = this.#number('length');
    if (length === 0 || length > longest || this.work.length >= mostWaiting) {
      this.#setStatus(engineStatus.failed);
      return;
    }
    const [source, target] = [this.registers.long(register.source), this.registers.long(register.target)];
    const pattern = this.registers.long(register.pattern);
    const [fill, repeat] = [this.#number('operation') === 1, this.#number('repeat')];
    this.work.push({ fill, source, target, length, pattern, repeat, pace: this.#number('pace'), done: 0 });
    this.#setBusy();
    this.goOn();
  }

  /** Has the work go on as time passes, where it may. */
  goOn(): void {
    const [first] = this.work;
    if (first === undefined || this.#scheduled || !this.kernel.configuration.model.vfio.mayDma(this.activity)) return;
    this.#scheduled = true;
    const generation = this.#generation;
    this.kernel.clock.after(BigInt(Math.max(shortestPace, first.pace)), () => {
      if (generation !== this.#generation) return;
      this.#scheduled = false;
      if (!this.kernel.configuration.model.vfio.mayDma(this.activity)) return;
      this.step();
      this.goOn();
    });
  }

  /** Transfers up to the end of a page. @returns whether the repetition goes on */
  step(): boolean {
    const work = this.work[0]!;
    const size = Math.min(
      work.length - work.done,
      toPageEnd(work.target + BigInt(work.done)),
      toPageEnd(work.source + BigInt(work.done)),
    );
    const bytes = work.fill ? filling(work, size) : this.bus.read(work.source + BigInt(work.done), size);
    if (bytes === undefined || !this.bus.write(work.target + BigInt(work.done), bytes)) {
      this.work.shift();
      this.#end(engineStatus.failed);
      return false;
    }
    work.done += size;
    if (work.done < work.length) return true;
    this.registers.put(register.completed, this.#number('completed') + 1);
    if (work.repeat === 0) this.work.shift();
    else {
      if (work.repeat !== forEver) work.repeat -= 1;
      work.pattern = BigInt.asUintN(64, work.pattern + 1n);
      work.done = 0;
    }
    this.#end(engineStatus.complete);
    return false;
  }

  #end(bits: number): void {
    this.#setStatus(bits);
    this.#setBusy();
    const interrupt = this.#number('interrupt');
    if ((interrupt & interruptEnable) !== 0) this.bus.interrupt(interrupt & 0xffff);
  }

  /** Ends the repetition under way; what waits goes on waiting. */
  *drain(): Operation {
    while (this.step()) yield undefined;
    return 0;
  }

  /** Goes on to another activity; DMA under way ends before DMA may not go on. */
  enter(activity: Activity): Result {
    const { vfio } = this.kernel.configuration.model;
    const settle = () => {
      this.activity = activity;
      this.goOn();
      return 0;
    };
    if (vfio.mayDma(activity) || !vfio.mayDma(this.activity)) return settle();
    const drained = vfio.drain(this);
    if (!isOperation(drained)) return settle();
    return (function* (): Operation {
      yield* drained;
      return settle();
    })();
  }
}

const toPageEnd = (iova: bigint): number => frameSize - Number(iova % BigInt(frameSize));

/** Part of a target filled with a pattern; the pattern begins with the target. */
function filling({ pattern, done }: Work, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  for (let index = 0; index < size; index += 1)
    bytes[index] = Number((pattern >> BigInt(((done + index) % 8) * 8)) & 0xffn);
  return bytes;
}

/** DMA under way is complete before the device no longer starts any. */
export const drain = (engine: Engine): Result => (engine.work.length === 0 ? 0 : engine.drain());
