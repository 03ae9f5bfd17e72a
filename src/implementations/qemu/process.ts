import { type ChildProcess, spawn } from 'node:child_process';
import { openSync, readdirSync, readlinkSync } from 'node:fs';
import type { Socket } from 'node:net';
import { cpuSecondsOf } from './process-status';

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** Set when the program could not be run at all. */
  readonly error?: Error;
}

/**
 * One QEMU. Nothing of it has a name in a file system: the gdb stub talks over an inherited socket pair (descriptor 3)
 * and guest storage is an anonymous memory file reached through /proc. `setpriv --pdeathsig` has the kernel kill it
 * when this process ends, however it ends.
 */
export class QemuProcess {
  readonly pid: number | undefined;
  readonly socket: Socket;
  readonly exited: Promise<Exit>;
  exit: Exit | undefined;
  private errors = '';
  private held = false;
  private readonly child: ChildProcess;

  constructor(
    readonly path: string,
    readonly args: readonly string[],
    private background = false,
  ) {
    this.child = spawn('setpriv', ['--pdeathsig', 'KILL', '--', path, ...args], {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    });
    this.pid = this.child.pid;
    this.socket = this.child.stdio[3] as unknown as Socket;
    const stderr = this.child.stderr as unknown as Socket;
    stderr.setEncoding('utf8').on('data', (text: string) => {
      this.errors = (this.errors + text).slice(-2000);
    });
    this.exited = new Promise((resolve) => {
      const end = (exit: Exit) => {
        this.exit ??= exit;
        resolve(this.exit);
      };
      this.child.once('error', (error) => end({ code: null, signal: null, error }));
      // `close`, not `exit`: the last words on stderr must have arrived.
      this.child.once('close', (code, signal) => end({ code, signal }));
    });
    this.child.unref();
    stderr.unref();
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
    (this.child.stderr as unknown as Socket).ref();
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

  /** The last lines it wrote to stderr. */
  get lastWords(): string {
    return this.errors.trim();
  }

  get cpuSeconds(): number | undefined {
    return this.pid === undefined ? undefined : cpuSecondsOf(this.pid);
  }

  /** Opens guest storage. The process must have answered once: before that it may not have made the file. */
  openStorage(): number {
    const folder = `/proc/${this.pid}/fd`;
    for (const descriptor of readdirSync(folder)) {
      const path = `${folder}/${descriptor}`;
      if (readlinkSync(path).startsWith('/memfd:')) return openSync(path, 'r+');
    }
    throw new Error('its storage is not a memory file');
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
