import { setWorldConstructor } from '@cucumber/cucumber';
import { cpuStateOffset } from '../src/architecture/cpu-state';
import { facilities } from '../src/architecture/facilities';
import { frameSize } from '../src/architecture/storage-key';
import { checkAnswers } from '../src/contract/answers';
import { boundMachine } from '../src/contract/binding';
import type { Evidence } from '../src/contract/documents/report';
import type { Answer, Ending, Entry } from '../src/contract/entries';
import { MachineFailed, NotClaimed, NotObservable } from '../src/contract/judgement';
import type { Range, RunningMachine, StartAnswer } from '../src/contract/machine';
import { takesPosition } from '../src/contract/position';
import type { ScenarioOutcome, ScenarioStep } from '../src/contract/scenario';
import { validated } from '../src/contract/validate';
import { Watch } from './change-watch';
import { Demands } from './demands';
import { evidenceOf } from './evidence';
import { difference, hex } from './expectation';
import { HostProgram } from './host/host-program';
import { stage } from './stage';

/** One batch as it crossed the contract, with what the suite was doing. */
export interface Exchange {
  readonly note: string;
  readonly batch: readonly Entry[];
  readonly answers: readonly Answer[];
}

/** How the last executed instruction ended. */
export interface Executed {
  readonly instruction: Uint8Array;
  readonly address: bigint;
  readonly mask: bigint;
  readonly ending: Ending;
  readonly psw: Uint8Array;
}

const keptExchanges = 64;
/** Entries before `execute` that put the instruction and the PSW in place. */
const written = 2;

/** Whatever a machine throws is the machine's failure, never the suite's. */
function failureOf(error: unknown): Error {
  // By name: a plug-in may have been built against its own copy of the contract.
  if (error instanceof Error && error.name === 'MachineFailed') return error;
  const stack = error instanceof Error ? error.stack : undefined;
  return new MachineFailed('protocol', `the machine threw: ${error}`, stack === undefined ? {} : { stack });
}

/** The one place that binds a machine to a scenario: collects demands, starts the machine, performs, remembers. */
export class TckWorld implements ScenarioOutcome {
  failure?: { readonly step: number; readonly error: unknown };
  readonly notes: string[] = [];
  stepsEntered = 0;
  expectations = 0;
  readonly demands = new Demands();
  readonly watch = new Watch();
  readonly exchanges: Exchange[] = [];
  steps: readonly ScenarioStep[] = [];
  running?: RunningMachine;
  last?: Executed;
  sweep?: Evidence['sweep'];
  private program?: HostProgram;
  private positions: readonly string[] = [];
  /** The guest's PSW: mask and the address of the next instruction. */
  pswMask = 0x0000000180000000n;
  instructionAddress = BigInt(stage.code);
  /** The prefix in force, as far as the scenario has said. */
  currentPrefix = 0;
  private reserved: readonly Range[] = [];

  begin(steps: readonly ScenarioStep[], positions: readonly string[] = []): void {
    this.steps = steps;
    this.positions = positions;
    this.watch.wanted = steps.some(({ text }) => text === 'nothing else has changed');
  }

  /** The program on the host; a scenario that has one is about the host face. */
  get host(): HostProgram {
    this.program ??= new HostProgram(this);
    return this.program;
  }

  /** Notes absolute storage that the scenario names, so that the machine keeps out of it and the watch looks at it. */
  names(address: bigint | number, length = 1): void {
    const start = Number(address);
    this.watch.names(start, length);
    if (this.running === undefined) {
      this.demands.range(start, length);
      return;
    }
    this.looksAt(start, length);
  }

  /** Refuses to look at absolute storage that the machine keeps for itself: what is there says nothing about the guest. */
  looksAt(start: number, length: number): void {
    const clash = this.reservedRange(start, length);
    if (clash !== undefined)
      throw new NotObservable(`the machine itself uses ${hex(clash.start)}-${hex(clash.start + clash.length - 1)}`);
  }

  /** The first range in the way that the machine keeps for itself. */
  reservedRange(start: number, length: number): Range | undefined {
    return this.reserved.find((range) => start < range.start + range.length && range.start < start + length);
  }

  /** Storage contents, before or after the start. */
  store(address: bigint | number, bytes: Uint8Array): void | Promise<void> {
    this.names(address, bytes.length);
    return this.give({ verb: 'write', space: 'absolute', address: BigInt(address), bytes });
  }

  /** Part of the CPU state image, before or after the start. */
  setCpu(offset: number, bytes: Uint8Array): void | Promise<void> {
    return this.give({ verb: 'write', space: 'cpu', cpu: 0, address: BigInt(offset), bytes });
  }

  /** Keys of consecutive frames, before or after the start. */
  setKeys(address: bigint | number, keys: Uint8Array): void | Promise<void> {
    this.names(address, keys.length * frameSize);
    return this.give({ verb: 'write', space: 'key', address: BigInt(address), bytes: keys });
  }

  /** At once while demands are collected, so that a Given need not wait; through the contract once the machine runs. */
  private give(entry: Entry): void | Promise<void> {
    if (this.running === undefined) return this.demands.write(entry);
    this.watch.written(entry);
    return this.perform('set up', [entry]).then(() => undefined);
  }

  /** Starts the machine with all that was demanded; does nothing when it runs. */
  async start(): Promise<RunningMachine> {
    if (this.running !== undefined) return this.running;
    const { machine, manifest } = boundMachine();
    if (!takesPosition(manifest, this.positions)) throw new NotClaimed(`the position ${this.positions.join(' or ')}`);
    const face = this.program === undefined ? 'guest' : 'host';
    if (!manifest.faces.includes(face)) throw new NotObservable(`the machine has no ${face} face`);
    const fixture = validated<Parameters<typeof machine.start>[0]>(
      'fixture',
      this.demands.fixture(face),
      'the fixture of this scenario',
    );
    const unclaimed = fixture.facilities.present.find((facility) => !manifest.facilities.includes(facility));
    if (unclaimed !== undefined) throw new NotClaimed(`facility ${unclaimed} (${facilities[unclaimed] ?? 'unnamed'})`);
    let answer: StartAnswer;
    try {
      answer = await machine.start(fixture);
    } catch (error) {
      throw failureOf(error);
    }
    if (answer.kind === 'unsupported') throw new NotObservable(answer.what);
    if (typeof answer.machine?.perform !== 'function')
      throw new MachineFailed('protocol', 'the answer to start has no machine');
    this.running = answer.machine;
    this.reserved = answer.reserved;
    if (this.program !== undefined) {
      this.program.begin(answer.arena, answer.devices);
      return this.running;
    }
    this.currentPrefix = this.demands.prefix;
    await this.perform('start', this.demands.writes());
    return this.running;
  }

  /**
   * Performs a batch and keeps it for the evidence.
   * @throws NotObservable when the machine does not support an entry
   */
  async perform(note: string, batch: readonly Entry[]): Promise<readonly Answer[]> {
    const machine = this.running ?? (await this.start());
    let answers: readonly Answer[];
    try {
      answers = await machine.perform(batch);
    } catch (error) {
      throw failureOf(error);
    }
    checkAnswers(batch, answers);
    if (this.exchanges.length === keptExchanges) this.exchanges.splice(1, 1);
    this.exchanges.push({ note, batch, answers });
    const last = answers[answers.length - 1];
    if (last?.kind === 'unsupported') throw new NotObservable(last.what);
    return answers;
  }

  async read(
    space: 'absolute' | 'key' | 'cpu' | 'pending' | 'changed',
    address: bigint | number,
    length: number,
  ): Promise<Uint8Array> {
    const [answer] = await this.perform(`read ${space}`, [
      { verb: 'read', space, cpu: 0, address: BigInt(address), length },
    ]);
    if (answer?.kind !== 'bytes') throw new Error(`a read of ${space} was answered with ${answer?.kind}`);
    return answer.bytes;
  }

  /** Entries that put an instruction at the instruction address and let the CPU do one unit of operation. */
  executeEntries(instruction: Uint8Array): Entry[] {
    const psw = new Uint8Array(16);
    const view = new DataView(psw.buffer);
    view.setBigUint64(0, this.pswMask);
    view.setBigUint64(8, this.instructionAddress);
    return [
      { verb: 'write', space: 'absolute', address: this.instructionAddress, bytes: instruction },
      { verb: 'write', space: 'cpu', cpu: 0, address: BigInt(cpuStateOffset.psw), bytes: psw },
      { verb: 'execute', cpu: 0 },
    ];
  }

  /** Executes one instruction and remembers how it ended. */
  async execute(instruction: Uint8Array, note: string): Promise<Executed> {
    if (this.running === undefined) await this.start();
    const entries = this.executeEntries(instruction);
    const first = this.watch.wanted && this.watch.before === undefined;
    if (first) entries.splice(-1, 0, ...this.watch.looks(this));
    const answers = await this.perform(note, entries);
    if (first) this.watch.before = this.watch.snapshot(answers, written);
    const ended = answers[answers.length - 1];
    if (ended?.kind !== 'ended') throw new Error(`execute was answered with ${ended?.kind}`);
    this.last = {
      instruction,
      address: this.instructionAddress,
      mask: this.pswMask,
      ending: ended.ending,
      psw: ended.psw,
    };
    if (ended.ending === 'completed')
      this.pswMask = new DataView(ended.psw.buffer, ended.psw.byteOffset).getBigUint64(0);
    return this.last;
  }

  /** The last executed instruction. */
  get executed(): Executed {
    if (this.last === undefined) throw new Error('no instruction was executed before this step');
    return this.last;
  }

  /** Counts an expectation and gives the difference, if any. */
  compare(
    where: string,
    expected: bigint | number | string,
    seen: bigint | number | string,
    bytes = 0,
  ): ReturnType<typeof difference> {
    this.expectations += 1;
    return typeof expected === 'string'
      ? difference(where, expected, seen)
      : difference(where, BigInt(expected), BigInt(seen), (value: bigint) => hex(value, bytes));
  }

  evidence(): Evidence {
    return evidenceOf(this);
  }

  async end(): Promise<void> {
    const { running } = this;
    delete this.running;
    await running?.stop();
  }
}

setWorldConstructor(TckWorld);
