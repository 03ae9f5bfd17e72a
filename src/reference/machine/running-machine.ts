import type { Answer, Ending, Entry } from '../../contract/entries';
import type { RunningMachine } from '../../contract/machine';
import { resolveAddress } from '../../contract/resolve';
import type { Configuration } from '../configuration';
import type { Cpu } from '../cpu/cpu';
import { isWaiting, unitOfOperation } from '../cpu/execute';
import type { DeviceFace } from '../hardware/channel/devices/kinds';
import { Kernel } from '../kernel/kernel';
import { startLoad } from './load';
import { reset } from './reset';
import { readSpace, writeSpace } from './spaces';

const done: Answer = { kind: 'done' };
const unsupported = (what: string): Answer => ({ kind: 'unsupported', what });

function ended(cpu: Cpu, ending: Ending, instructions: number): Answer {
  return { kind: 'ended', ending, psw: cpu.state.slice(0x100, 0x110), instructions };
}

/** An instruction ended in this unit of operation. */
const endsInstruction: ReadonlySet<Ending> = new Set(['completed', 'program', 'supervisor-call']);
const endsRun: ReadonlySet<Ending> = new Set(['wait', 'check-stop', 'stopped']);

function execute(cpu: Cpu): Answer {
  const ending = unitOfOperation(cpu);
  return ended(cpu, ending, endsInstruction.has(ending) ? 1 : 0);
}

/** Units of operation, and a step of the channel subsystem after each, until nothing goes on any more, or the limit. */
function run(cpu: Cpu, limit: number): Answer {
  const { channel } = cpu.configuration;
  let instructions = 0;
  for (let unit = 0; unit < limit; unit += 1) {
    const ending = unitOfOperation(cpu);
    if (endsInstruction.has(ending)) instructions += 1;
    if (channel?.isWorking === true) channel.step();
    else if (endsRun.has(ending)) return ended(cpu, ending, instructions);
  }
  return ended(cpu, cpu.checkStopped ? 'check-stop' : isWaiting(cpu) ? 'wait' : 'limit', instructions);
}

/** Nanoseconds that a step of the channel subsystem takes. */
const channelStep = 10_000n;

/** An IPL that goes on for ever is left to the next settle. */
const loadTime = 1_000_000_000n;

/** Lets the channel subsystem work for a time: at least one step, and no longer than there is something to do. */
function settleChannel({ channel }: Configuration, nanoseconds: bigint): void {
  for (let left = nanoseconds; channel?.isWorking === true; left -= channelStep) {
    channel.step();
    if (left <= channelStep) return;
  }
}

function readUser(kernel: Kernel, address: bigint, length: number): Answer {
  const bytes = kernel.memory.read(address, length);
  return typeof bytes === 'string' ? { kind: 'faulted', signal: bytes } : { kind: 'bytes', bytes };
}

function writeUser(kernel: Kernel, address: bigint, bytes: Uint8Array): Answer {
  const signal = kernel.memory.write(address, bytes);
  return signal === undefined ? done : { kind: 'faulted', signal };
}

/** One instance of the reference machine: it answers every entry without waiting. */
export class RunningReference implements RunningMachine {
  #kernel: Kernel | undefined;
  /** Devices of the fixture by id. */
  readonly devices = new Map<string, DeviceFace>();

  constructor(private readonly configuration: Configuration) {}

  /** The host face; made when first asked for. */
  get kernel(): Kernel {
    this.#kernel ??= new Kernel('big', this.configuration);
    return this.#kernel;
  }

  async perform(batch: readonly Entry[]): Promise<readonly Answer[]> {
    const answers: Answer[] = [];
    for (let index = 0; index < batch.length; index += 1) {
      const answer = this.answer(batch[index]!, answers);
      answers.push(answer);
      if (answer.kind === 'unsupported') break;
    }
    return answers;
  }

  private answer(entry: Entry, answers: readonly Answer[]): Answer {
    const { configuration } = this;
    const number = 'cpu' in entry ? (entry.cpu ?? 0) : 0;
    const cpu = configuration.cpus[number];
    if (cpu === undefined) return unsupported(`CPU ${number}: the machine has ${configuration.cpus.length}`);
    switch (entry.verb) {
      case 'read':
        if (entry.space === 'user') return readUser(this.kernel, resolveAddress(entry.address, answers), entry.length);
        return readSpace(configuration, cpu, entry.space, resolveAddress(entry.address, answers), entry.length);
      case 'write':
        if (entry.space === 'user') return writeUser(this.kernel, resolveAddress(entry.address, answers), entry.bytes);
        return writeSpace(configuration, cpu, entry.space, resolveAddress(entry.address, answers), entry.bytes);
      case 'execute':
        return execute(cpu);
      case 'run':
        return run(cpu, entry.limit);
      case 'reset':
        reset(configuration, entry.kind, entry.cpu === undefined ? undefined : cpu);
        return done;
      case 'load':
        return this.load(entry.device, cpu);
      case 'settle':
        settleChannel(configuration, entry.nanoseconds);
        this.#kernel?.clock.advanceTo(this.#kernel.clock.now + entry.nanoseconds);
        return done;
      case 'call':
        return this.kernel.call(
          entry.task,
          entry.name,
          entry.arguments.map((argument) => resolveAddress(argument, answers)),
        );
      case 'collect':
        return this.kernel.collect(entry.task);
      case 'pause':
        this.kernel.tasks.pauseAfter(entry.task, entry.steps);
        return done;
      case 'stimulate':
        return this.stimulate(entry);
      case 'observe':
        return this.observe(entry.device);
    }
  }

  /** IPL goes on until it has ended or waits for the device; the CPU is in the load state meanwhile. */
  private load(device: string, cpu: Cpu): Answer {
    const subchannel = this.devices.get(device)?.subchannel;
    if (subchannel === undefined) return unsupported(`loading from ${device}`);
    startLoad(this.configuration, subchannel, cpu);
    settleChannel(this.configuration, loadTime);
    return ended(cpu, cpu.loading ? 'stopped' : 'completed', 0);
  }

  private stimulate({ device, what, bytes }: Extract<Entry, { verb: 'stimulate' }>): Answer {
    const plugged = this.devices.get(device);
    if (plugged?.stimulate === undefined) return unsupported(`stimulating ${device}`);
    const refused = plugged.stimulate(what, bytes ?? new Uint8Array());
    return refused === undefined ? done : unsupported(refused.what);
  }

  private observe(device: string): Answer {
    const accesses = this.devices.get(device)?.observe?.();
    return accesses === undefined ? unsupported(`observing ${device}`) : { kind: 'accesses', accesses };
  }

  async stop(): Promise<void> {
    this.#kernel = undefined;
  }
}
