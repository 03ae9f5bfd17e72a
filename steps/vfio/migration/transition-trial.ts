import type { Answer, Entry } from '../../../src/contract/entries';
import { MachineFailed } from '../../../src/contract/judgement';
import { vfioDeviceIoctls } from '../../../src/uapi/vfio/device';
import { vfioDeviceMigState } from '../../../src/uapi/vfio/feature';
import type { Exchange, TckWorld } from '../../world';
import { requestSize, resultText, type StateAnswer, stateAnswer, stateEntries } from './device-state';
import { arcsOf, joined } from './observer';
import { resuming } from './states';

/** One SET and what came of it. */
export interface Requested {
  readonly from: number;
  readonly to: number;
  readonly answer: StateAnswer;
  /** The state that GET tells afterwards. */
  readonly after: StateAnswer;
  /** What an observer at the driver has seen meanwhile, in short names. */
  readonly seen?: string;
  /** All since the reset before it. */
  readonly trace: readonly Exchange[];
}

const largestRead = 1 << 16;
const largestImage = 1 << 18;

/** Asks a device for states, again and again. Whenever it is in RESUMING it is given a complete stream of its own. */
export class TransitionTrial {
  private readonly argument: bigint;
  private readonly buffer: bigint;
  private readonly device: number;
  private image = new Uint8Array();
  private readonly stale: number[] = [];
  private trace: Exchange[] = [];

  constructor(
    private readonly world: TckWorld,
    private readonly id: string,
    private readonly observed: boolean,
  ) {
    const { host } = world;
    this.argument = host.reserve(requestSize);
    this.buffer = host.reserve(largestImage);
    this.device = host.file(id).fd;
  }

  private async perform(note: string, batch: readonly Entry[]): Promise<readonly Answer[]> {
    const answers = await this.world.perform(note, batch);
    this.trace.push({ note, batch, answers });
    return answers;
  }

  /** Saves the device once, to have a stream that it accepts. */
  async prepare(): Promise<void> {
    await this.reset();
    const { answer } = await this.request(
      vfioDeviceMigState.VFIO_DEVICE_STATE_RUNNING,
      vfioDeviceMigState.VFIO_DEVICE_STATE_STOP_COPY,
    );
    if (answer.errno !== 0) throw new MachineFailed('start', `saving "${this.id}" failed with ${resultText(answer)}`);
    const parts: Uint8Array[] = [];
    for (let length = 0; ; ) {
      const count = BigInt(Math.min(largestRead, largestImage - length));
      const [returned, bytes] = await this.world.perform(`save "${this.id}"`, [
        { verb: 'call', task: 0, name: 'read', arguments: [BigInt(answer.dataFd), this.buffer, count] },
        { verb: 'read', space: 'user', address: this.buffer, length: Number(count) },
      ]);
      if (returned?.kind !== 'returned' || bytes?.kind !== 'bytes' || returned.value < 0n)
        throw new MachineFailed('start', `reading the stream of "${this.id}" failed`);
      if (returned.value === 0n) break;
      parts.push(bytes.bytes.subarray(0, Number(returned.value)));
      length += Number(returned.value);
    }
    this.image = Buffer.concat(parts);
    await this.world.perform('the stream', [{ verb: 'write', space: 'user', address: this.buffer, bytes: this.image }]);
  }

  /** VFIO_DEVICE_RESET, and all data files are closed. */
  async reset(): Promise<void> {
    this.trace = [];
    const closed = this.stale.splice(0);
    const answers = await this.perform(`reset "${this.id}"`, [
      ...closed.map((fd): Entry => ({ verb: 'call', task: 0, name: 'close', arguments: [BigInt(fd)] })),
      {
        verb: 'call',
        task: 0,
        name: 'ioctl',
        arguments: [BigInt(this.device), BigInt(vfioDeviceIoctls.VFIO_DEVICE_RESET), 0n],
      },
    ]);
    const last = answers.at(-1);
    if (last?.kind !== 'returned' || last.errno !== 0) throw new MachineFailed('start', `RESET of "${this.id}" failed`);
  }

  /** One SET, then GET. */
  async request(from: number, to: number): Promise<Requested> {
    const { order } = this.world.host;
    const observe: Entry[] = this.observed ? [{ verb: 'observe', device: this.id }] : [];
    const answers = await this.perform(`SET on "${this.id}"`, [
      ...observe,
      ...stateEntries(order, this.device, this.argument, to),
      ...stateEntries(order, this.device, this.argument),
      ...observe,
    ]);
    const answer = stateAnswer(order, answers, observe.length);
    if (answer.errno === 0 && answer.dataFd >= 0) {
      this.stale.push(answer.dataFd);
      if (to === resuming) await this.fill(answer.dataFd);
    }
    const after = stateAnswer(order, answers, observe.length + 3);
    const trace = [...this.trace];
    return { from, to, answer, after, trace, ...(this.observed ? { seen: joined(arcsOf(answers.at(-1))) } : {}) };
  }

  private async fill(fd: number): Promise<void> {
    await this.perform('write the stream', [
      {
        verb: 'call',
        task: 0,
        name: 'write',
        arguments: [BigInt(fd), this.buffer, BigInt(this.image.length)],
      },
    ]);
  }

  /** Brings the device from RUNNING into `from`, then asks for `to`. */
  async pair(from: number, to: number): Promise<Requested> {
    await this.reset();
    const begun = await this.request(vfioDeviceMigState.VFIO_DEVICE_STATE_RUNNING, from);
    if (begun.answer.errno !== 0)
      throw new MachineFailed('start', `"${this.id}" was not brought into its state: ${resultText(begun.answer)}`);
    return this.request(from, to);
  }
}
