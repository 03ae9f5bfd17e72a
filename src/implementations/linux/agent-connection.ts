import { constants } from 'node:os';
import { type FailureKind, MachineFailed } from '../../contract/judgement';
import { secondsWithoutCpuOf } from '../../process/process-status';
import type { SocketChild } from '../../process/socket-child';
import { quoted } from '../stdio/foreign-text';
import { type Frame, FrameSplitter, NoFrame } from './frames';

interface Waiting {
  readonly type: string;
  readonly resolve: (body: Buffer) => void;
  readonly reject: (failure: MachineFailed) => void;
  readonly patience: number;
}

/** What only the owner of the process knows of its end. */
export interface Obituary {
  readonly message: string;
  readonly details: Readonly<Record<string, string>>;
}

const lookEvery = 200;

/** However busy the host is. */
const mostWallSeconds = 120;

/**
 * Requests and answers, strictly in order. It works until the first failure, which ends the process. Time counts only
 * while the process has a CPU or does not want one: a busy host makes nothing late.
 */
export class AgentConnection {
  failure: MachineFailed | undefined;
  private readonly waiting: Waiting[] = [];
  private readonly watch: NodeJS.Timeout;
  private since = 0;
  /** At the first look after the clock was started: looking each time would cost more than many a call. */
  private withoutCpu: number | undefined;
  private lastRequest = 'none';

  constructor(
    readonly process: SocketChild,
    private readonly obituary: (process: SocketChild) => Obituary,
  ) {
    const frames = new FrameSplitter((frame) => this.take(frame));
    process.socket.on('data', (chunk: Buffer) => {
      if (this.failure !== undefined) return;
      try {
        frames.push(chunk);
      } catch (error) {
        if (!(error instanceof NoFrame)) throw error;
        this.fail('protocol', `the agent sent something else than an answer: ${error.message}`);
      }
    });
    process.socket.on('error', () => undefined);
    void process.exited.then(() => this.die());
    this.watch = setInterval(() => this.look(), lookEvery).unref();
  }

  /**
   * Sends a frame, or waits for one that comes unasked.
   * @param patience seconds from when it is the next to be answered
   * @throws MachineFailed
   */
  exchange(type: string, frame: Buffer | undefined, patience: number): Promise<Buffer> {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    return new Promise((resolve, reject) => {
      if (this.waiting.length === 0) this.startClock();
      this.waiting.push({ type, resolve, reject, patience });
      this.lastRequest = type;
      this.process.hold();
      if (frame !== undefined) this.process.socket.write(frame);
    });
  }

  /** For who finds an answer wrong. @throws MachineFailed */
  refuse(message: string): never {
    this.fail('protocol', message);
    throw this.failure!;
  }

  async close(): Promise<void> {
    this.fail('died', 'the machine was stopped');
    await this.process.kill();
  }

  private take({ type, body }: Frame): void {
    const next = this.waiting.shift();
    if (type === next?.type) {
      this.startClock();
      if (this.waiting.length === 0) this.process.release();
      next.resolve(body);
      return;
    }
    if (next !== undefined) this.waiting.unshift(next);
    if (type === 'E' && body.length === 8) this.fail('died', `the host program ${endingOf(body)}`);
    else if (next === undefined) this.fail('protocol', `the agent sent ${quoted(type)} unasked`);
    else this.fail('protocol', `the agent answered ${quoted(type)} to ${quoted(next.type)}`);
  }

  private startClock(): void {
    this.since = performance.now();
    this.withoutCpu = undefined;
  }

  private look(): void {
    const next = this.waiting[0];
    if (next === undefined) return;
    const wall = (performance.now() - this.since) / 1000;
    const waited = this.process.pid === undefined ? 0 : secondsWithoutCpuOf(this.process.pid);
    this.withoutCpu ??= waited;
    if (wall <= next.patience) return;
    const own = wall - (waited - this.withoutCpu);
    if (own <= next.patience && wall <= mostWallSeconds) return;
    this.fail('deadline', `no answer within ${next.patience} s`, { waited: `${wall.toFixed(1)} s` });
  }

  private die(): void {
    if (this.failure !== undefined) return;
    const { code, signal, error } = this.process.exit ?? { code: null, signal: null };
    const how = error?.message ?? (signal === null ? `status ${code}` : `signal ${signal}`);
    const { message } = this.obituary(this.process);
    this.fail('died', message === '' ? `the process ended with ${how}` : message, { ended: how });
  }

  private fail(kind: FailureKind, message: string, more: Readonly<Record<string, string>> = {}): void {
    if (this.failure !== undefined) return;
    clearInterval(this.watch);
    const cpu = this.process.cpuSeconds;
    const failure = new MachineFailed(kind, message, {
      ...more,
      ...this.obituary(this.process).details,
      ...(cpu === undefined ? {} : { 'CPU seconds': cpu.toFixed(2) }),
      'last request': this.lastRequest,
    });
    this.failure = failure;
    // The process first: who is told of the failure may rely on its end.
    void this.process.kill().then(() => {
      for (const { reject } of this.waiting.splice(0)) reject(failure);
    });
  }
}

/** Of a process: the signal, 0 for none, and the exit status, 4 bytes each. */
function endingOf(body: Buffer): string {
  const number = body.readUInt32BE(0);
  if (number === 0) return `ended with status ${body.readUInt32BE(4)}`;
  const name = Object.entries(constants.signals).find(([, value]) => value === number)?.[0];
  return `was ended by ${name ?? `signal ${number}`}`;
}
