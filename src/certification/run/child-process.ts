import { type ChildProcess, fork } from 'node:child_process';
import type { Manifest } from '../../contract/documents/manifest';
import { guardProcesses } from '../../process/guard';
import type { Refusal, RunOrder, ToChild, ToSupervisor } from './messages';

/** How to start a child: the entry wires the machine in. */
export interface ChildStart {
  readonly entry: string;
  readonly execArgv: readonly string[];
  readonly args: readonly string[];
}

export interface ChildEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** The child will not run anything: the machine is absent or unusable, or the kit itself is broken. */
export class Refused extends Error {
  override readonly name = 'Refused';
  constructor(
    readonly by: Refusal,
    message: string,
  ) {
    super(message);
  }
}

const outputKept = 16_384;
/** For loading the machine, its self test included. */
const startLimitMs = 120_000;
/** For the last of its output to arrive, should a process it left behind have got out of the group. */
const lastOutputMs = 300;

/** One process that runs examples, in a process group of its own so that nothing it started outlives it. */
export class RunChild {
  readonly pid: number;
  readonly ready: Promise<Manifest>;
  readonly end: Promise<ChildEnd>;
  /** The last of what it wrote to stdout and stderr. */
  output = '';
  refusal: Refused | undefined;
  readonly #process: ChildProcess;

  constructor(start: ChildStart) {
    this.#process = fork(start.entry, [...start.args], {
      execArgv: [...start.execArgv],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      detached: true,
    });
    this.pid = this.#process.pid ?? 0;
    const release = this.pid === 0 ? () => {} : guardProcesses(this.pid);
    for (const pipe of [this.#process.stdout!, this.#process.stderr!]) {
      pipe.setEncoding('utf8').on('data', (text: string) => {
        this.output = (this.output + text).slice(-outputKept);
      });
    }
    this.end = new Promise((resolve) => {
      this.#process.once('exit', (code, signal) => {
        this.kill(); // What it left behind may hold its pipes open.
        release();
        const timer = setTimeout(() => resolve({ code, signal }), lastOutputMs);
        this.#process.once('close', () => {
          clearTimeout(timer);
          resolve({ code, signal });
        });
      });
    });
    this.ready = this.#ready();
    const tooLong = setTimeout(() => {
      this.refusal = new Refused('machine', `the machine did not get ready within ${startLimitMs / 1000} s`);
      this.kill();
    }, startLimitMs);
    this.ready.then(
      () => clearTimeout(tooLong),
      () => clearTimeout(tooLong),
    );
  }

  #ready(): Promise<Manifest> {
    return new Promise((resolve, reject) => {
      this.#process.on('message', (message: ToSupervisor) => {
        if (message.kind === 'ready') resolve(message.manifest);
        else {
          this.refusal = new Refused(message.by, message.message);
          reject(this.refusal);
        }
      });
      this.#process.once('error', (error) => reject(new Refused('suite', error.message)));
      void this.end.then((end) => reject(this.refusal ?? new Refused('machine', `${describeEnd(end)}${this.tail()}`)));
    });
  }

  /** The last lines of its output, for a message. */
  tail(): string {
    const lines = this.output.trimEnd().split('\n').slice(-5).join('\n');
    return lines === '' ? '' : `\n${lines}`;
  }

  begin(order: RunOrder): void {
    this.#send({ kind: 'begin', order });
  }

  /** Asks it to end, and kills it and all it started when it does not. */
  async stop(graceMs = 5000): Promise<void> {
    this.#send({ kind: 'stop' });
    const timer = setTimeout(() => this.kill(), graceMs);
    await this.end;
    clearTimeout(timer);
    this.kill();
  }

  /** Kills the whole process group; harmless when nothing of it is left. */
  kill(): void {
    if (this.pid === 0) return;
    try {
      process.kill(-this.pid, 'SIGKILL');
    } catch {
      // Gone already.
    }
  }

  #send(message: ToChild): void {
    if (this.#process.connected) this.#process.send(message, () => {});
  }
}

export function describeEnd({ code, signal }: ChildEnd): string {
  return signal === null ? `the process ended with status ${code}` : `the process was ended by ${signal}`;
}
