import { MachineFailed } from '../../contract/judgement';
import { encodePacket, PacketDecoder } from './packet';
import type { QemuProcess } from './process';

export interface Patience {
  /** CPU seconds QEMU may burn without an answer. Wall time alone misleads on a busy host. */
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
}

export const usualPatience: Patience = { cpuSeconds: 5, wallSeconds: 60 };

type Reply = (body: string) => void;

/**
 * Requests and their replies, strictly paired in order. Requests are queued and travel together in one write;
 * a request that starts the CPU must be the last of its write, because a byte that arrives while the CPU runs is lost.
 */
export class GdbClient {
  private outgoing = '';
  private readonly waiting: Reply[] = [];
  private settled: { resolve: () => void; reject: (reason: unknown) => void } | undefined;
  private readonly decoder = new PacketDecoder();
  private readonly watch: NodeJS.Timeout;
  private lastRequest = '';
  private since = 0;
  private cpuAtFirstLook: number | undefined;
  private cpuAtLastLook = 0;
  private idleLooks = 0;
  private failure: MachineFailed | undefined;
  /** Wall time (ms) at which the batch in progress has taken too long. */
  deadline = Number.POSITIVE_INFINITY;
  /** Asked when the CPU runs but burns no time: it is halted or stopped. */
  onIdle: (() => void) | undefined;

  constructor(
    private readonly process: QemuProcess,
    private readonly patience: Patience = usualPatience,
  ) {
    process.socket.setEncoding('latin1');
    process.socket.on('data', (chunk: string) => this.receive(chunk));
    process.socket.on('error', () => undefined);
    void process.exited.then(() => this.fail(this.death()));
    this.watch = setInterval(() => this.look(), 250).unref();
  }

  /** Queues a request; it travels with the next `exchange`. */
  queue(body: string, reply: Reply): void {
    this.outgoing += encodePacket(body);
    this.lastRequest = body;
    this.waiting.push(reply);
  }

  /** Queues a request that must be answered `OK`. */
  command(body: string): void {
    this.queue(body, (reply) => {
      if (reply !== 'OK') throw new MachineFailed('protocol', `QEMU answered "${reply}" to "${body.slice(0, 60)}"`);
    });
  }

  /** Sends what is queued and waits for all replies. */
  exchange(): Promise<void> {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    if (this.waiting.length === 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.settled = { resolve, reject };
      this.since = performance.now();
      this.cpuAtFirstLook = undefined;
      this.idleLooks = 0;
      this.process.hold();
      this.process.socket.write(this.outgoing, 'latin1');
      this.outgoing = '';
    });
  }

  /** Stops a running CPU. The stop reply answers the request that started it. */
  interrupt(): void {
    this.process.socket.write('\x03', 'latin1');
  }

  close(): void {
    clearInterval(this.watch);
    this.fail(new MachineFailed('died', 'QEMU was stopped'));
  }

  private receive(chunk: string): void {
    if (this.failure !== undefined) return;
    try {
      for (const body of this.decoder.take(chunk)) {
        // The word of a QEMU that ends; its death is reported when it is a fact.
        if (/^[WX][0-9a-f]{2}/.test(body)) continue;
        const reply = this.waiting.shift();
        if (reply === undefined) throw new MachineFailed('protocol', `QEMU sent "${body.slice(0, 60)}" unasked`);
        reply(body);
      }
    } catch (error) {
      this.fail(error instanceof MachineFailed ? error : new MachineFailed('protocol', String(error)));
      return;
    }
    if (this.waiting.length === 0 && this.settled !== undefined) {
      const { resolve } = this.settled;
      this.settled = undefined;
      this.process.release();
      resolve();
    }
  }

  private fail(failure: MachineFailed): void {
    if (this.failure !== undefined) return;
    this.failure = failure;
    clearInterval(this.watch);
    this.process.release();
    this.settled?.reject(failure);
    this.settled = undefined;
  }

  private look(): void {
    if (this.settled === undefined) return;
    const now = performance.now();
    const wall = (now - this.since) / 1000;
    const cpu = this.process.cpuSeconds ?? 0;
    const burnt = cpu - (this.cpuAtFirstLook ?? cpu);
    this.idleLooks = this.cpuAtFirstLook !== undefined && cpu === this.cpuAtLastLook ? this.idleLooks + 1 : 0;
    this.cpuAtFirstLook ??= cpu;
    this.cpuAtLastLook = cpu;
    if (now > this.deadline) this.giveUp('deadline', `the deadline passed after ${wall.toFixed(1)} s`);
    else if (burnt > this.patience.cpuSeconds)
      this.giveUp('hung', `QEMU burnt ${burnt.toFixed(1)} s of CPU time without an answer`);
    else if (wall > this.patience.wallSeconds) this.giveUp('hung', `QEMU gave no answer for ${wall.toFixed(0)} s`);
    else if (this.idleLooks === 8) this.onIdle?.();
  }

  private giveUp(kind: 'hung' | 'deadline', message: string): void {
    this.fail(new MachineFailed(kind, message, this.evidence()));
    void this.process.kill();
  }

  private death(): MachineFailed {
    const { code, signal, error } = this.process.exit ?? { code: null, signal: null };
    const how = error?.message ?? (signal === null ? `exit status ${code}` : `signal ${signal}`);
    return new MachineFailed('died', `QEMU ended with ${how}`, { ...this.evidence(), ended: how });
  }

  private evidence(): Record<string, string> {
    const cpu = this.process.cpuSeconds;
    return {
      lastRequest: this.lastRequest.slice(0, 200),
      ...(this.process.lastWords === '' ? {} : { stderr: this.process.lastWords }),
      ...(cpu === undefined ? {} : { cpuSeconds: cpu.toFixed(2) }),
    };
  }
}
