import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { guardProcesses } from '../../process/guard';
import { killAll } from '../../process/marked';
import { printable } from './foreign-text';

export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** Every process that comes from a machine carries its token in this variable. */
const tokenVariable = 'S390_TCK_MACHINE';
const errorsKept = 8192;
/** For the last of its output, should something it started hold its pipes. */
const lastOutputMs = 300;

/** A machine's process: a command of the shell in a process group of its own. */
export class MachineProcess {
  /** Resolved when it is gone, its output read and nothing of it left. */
  readonly ended: Promise<ProcessEnd>;
  end: ProcessEnd | undefined;
  readonly pid: number;
  #errors = '';
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #mark: string;

  constructor(command: string, onOutput: (chunk: Buffer) => void) {
    const token = randomUUID();
    this.#mark = `${tokenVariable}=${token}`;
    this.#child = spawn('sh', ['-c', command], {
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, [tokenVariable]: token },
    });
    const child = this.#child;
    this.pid = child.pid ?? 0;
    const release = this.pid === 0 ? () => {} : guardProcesses(this.pid, this.#mark);
    child.stdin.on('error', () => {}); // Its end is told by the process.
    child.stdout.on('error', () => {}).on('data', onOutput);
    child.stderr
      .on('error', () => {})
      .setEncoding('utf8')
      .on('data', (text: string) => {
        this.#errors = (this.#errors + text).slice(-errorsKept);
      });
    this.ended = new Promise((resolve) => {
      const finish = (code: number | null, signal: NodeJS.Signals | null): void => {
        this.kill();
        release();
        const done = (): void => {
          clearTimeout(timer);
          child.stdin.destroy();
          child.stdout.destroy();
          child.stderr.destroy();
          this.end = { code, signal };
          resolve(this.end);
        };
        const timer = setTimeout(done, lastOutputMs);
        child.once('close', done);
      };
      child.once('error', () => finish(null, null));
      child.once('exit', finish);
    });
  }

  write(line: string): void {
    this.#child.stdin.write(line);
  }

  /** The last it wrote to stderr. */
  get lastWords(): string {
    return printable(this.#errors).trim();
  }

  /** Nothing it may still say is of interest. */
  deafen(): void {
    this.#child.stdout.removeAllListeners('data').resume();
  }

  closeInput(): void {
    this.#child.stdin.end();
  }

  /** Kills it and all that came from it. */
  kill(): void {
    if (this.pid !== 0 && this.end === undefined) killAll(this.pid, this.#mark);
  }
}
