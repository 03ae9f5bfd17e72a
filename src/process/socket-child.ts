import { type ChildProcess, spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { cpuSecondsOf } from './process-status';

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Set when the program could not be run at all. */
  readonly error?: Error;
}

export interface SocketChildOptions {
  /** Nothing keeps node alive for it until `claim`. */
  readonly background?: boolean;
  /** Characters kept of what it wrote to stderr. */
  readonly wordsKept?: number;
  /** What it writes to stdout belongs to its words, too. */
  readonly stdout?: boolean;
}

/**
 * A program that talks over an inherited socket pair, its descriptor 3: nothing of it has a name in a file system.
 * `setpriv --pdeathsig` has the kernel kill it when this process ends, however it ends.
 */
export class SocketChild {
  readonly pid: number | undefined;
  readonly socket: Socket;
  readonly exited: Promise<Exit>;
  exit: Exit | undefined;
  private words = '';
  private held = false;
  private background: boolean;
  private readonly child: ChildProcess;
  private readonly speech: readonly Socket[];

  constructor(
    readonly path: string,
    readonly args: readonly string[],
    { background = false, wordsKept = 2000, stdout = false }: SocketChildOptions = {},
  ) {
    this.background = background;
    this.child = spawn('setpriv', ['--pdeathsig', 'KILL', '--', path, ...args], {
      stdio: ['ignore', stdout ? 'pipe' : 'ignore', 'pipe', 'pipe'],
    });
    this.pid = this.child.pid;
    this.socket = this.child.stdio[3] as unknown as Socket;
    this.speech = [this.child.stdout, this.child.stderr].filter((stream) => stream !== null) as unknown as Socket[];
    for (const stream of this.speech)
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.words = (this.words + text).slice(-wordsKept);
      });
    this.exited = new Promise((resolve) => {
      const end = (exit: Exit) => {
        this.exit ??= exit;
        resolve(this.exit);
      };
      this.child.once('error', (error) => end({ code: null, signal: null, error }));
      // `close`, not `exit`: its last words must have arrived.
      this.child.once('close', (code, signal) => end({ code, signal }));
    });
    this.child.unref();
    for (const stream of this.speech) stream.unref();
    this.socket.once('close', () => this.awaitEnd());
    this.release();
  }

  /** Keeps node alive until `release`: an answer is awaited. In the background nothing is kept alive. */
  hold(): void {
    if (this.background) return;
    this.held = true;
    this.socket.ref();
    if (this.socket.closed) this.awaitEnd();
  }

  /** The socket closes before the exit is known. */
  private awaitEnd(): void {
    if (!this.held) return;
    this.child.ref();
    for (const stream of this.speech) stream.ref();
  }

  /** Somebody waits for this process from now on. */
  claim(): void {
    this.background = false;
    this.hold();
  }

  release(): void {
    this.held = false;
    this.socket.unref();
  }

  /** The last lines it wrote. */
  get lastWords(): string {
    return this.words.trim();
  }

  get cpuSeconds(): number | undefined {
    return this.pid === undefined ? undefined : cpuSecondsOf(this.pid);
  }

  /** Ends it at once. */
  async kill(): Promise<void> {
    if (this.exit === undefined) {
      this.claim();
      this.awaitEnd();
      this.child.kill('SIGKILL');
    }
    this.socket.destroy();
    await this.exited;
  }
}
