import { MachineFailed } from '../../contract/judgement';
import { SocketChild } from '../../process/socket-child';
import { type Configuration, configurationFile } from './configuration';

/**
 * Reads commands from the socket and writes the log to it; the configuration is a document of the shell, so that
 * nothing has a name in a file system. Without HERCULES_RC a file of the user's would be run.
 */
const script = (configuration: string): string =>
  `HERCULES_RC=/dev/null/none exec "$0" -f /dev/fd/4 EXTERNALGUI 4<<'END' <&3 >&3 2>/dev/null\n${configuration}END\n`;

const logKept = 20_000;
/** What the adapter asks for all the time says nothing to a reader. */
const noise = /^(R:|r [0-9a-f]|\*@|HHCPN123I| +CPU\d{4}: )/;
const linesShown = 40;
/** No answer takes Hercules so long: its CPU goes round in a circle. */
const cpuSecondsToHang = 1.5;

interface Awaited {
  readonly pattern: RegExp;
  readonly resolve: (found: RegExpExecArray, before: string) => void;
  readonly reject: (error: Error) => void;
}

/** One Hercules and its console: commands in, log out. Commands are performed strictly in order. */
export class Console {
  readonly process: SocketChild;
  /** Moment at which the batch in progress must have ended, in `performance.now()`. */
  deadline = Number.POSITIVE_INFINITY;
  /** What the last exchange logged. */
  said = '';
  private queued = '';
  private unread = '';
  private log = '';
  private fences = 0;
  private awaited: Awaited | undefined;

  /** @param patience milliseconds without the answer that is awaited, before Hercules counts as hung */
  constructor(
    path: string,
    configuration: Configuration,
    background = false,
    private readonly patience = 10_000,
  ) {
    this.process = new SocketChild('sh', ['-c', script(configurationFile(configuration)), path], { background });
    this.process.socket.setEncoding('latin1');
    this.process.socket.on('data', (text: string) => this.receive(text));
    this.process.socket.on('error', () => {});
    void this.process.exited.then(() => this.fail(this.died()));
  }

  /** Performed with the next exchange. */
  queue(command: string): void {
    this.queued += `${command}\n`;
  }

  /**
   * Sends what is queued and waits until all of it was performed.
   * @returns what was logged meanwhile, the echo of the commands included
   * @throws MachineFailed
   */
  async exchange(): Promise<string> {
    this.fences += 1;
    const fence = `*@${this.fences}@`;
    this.queue(fence);
    const { before } = await this.until(new RegExp(`\\*@${this.fences}@\\n`));
    this.said = before;
    return before;
  }

  /** Sends what is queued and waits for a message, which may come after or amid others. */
  until(pattern: RegExp): Promise<{ readonly found: RegExpExecArray; readonly before: string }> {
    if (this.process.exit !== undefined) return Promise.reject(this.died());
    this.process.hold();
    return new Promise<{ found: RegExpExecArray; before: string }>((resolve, reject) => {
      const left = Math.min(this.patience, this.deadline - performance.now());
      const kind = left < this.patience ? 'deadline' : 'hung';
      const end = performance.now() + left;
      const busy = this.process.cpuSeconds ?? 0;
      // The socket keeps node alive while an answer is awaited, except in the background.
      const timer = setInterval(
        () => {
          const burnt = (this.process.cpuSeconds ?? 0) - busy;
          if (performance.now() < end && burnt < cpuSecondsToHang) return;
          this.fail(
            new MachineFailed(burnt < cpuSecondsToHang ? kind : 'hung', 'Hercules did not answer', this.details()),
          );
        },
        Math.max(1, Math.min(200, left)),
      ).unref();
      this.awaited = {
        pattern,
        resolve: (found, before) => {
          clearInterval(timer);
          resolve({ found, before });
        },
        reject: (error) => {
          clearInterval(timer);
          reject(error);
        },
      };
      const text = this.queued;
      this.queued = '';
      this.process.socket.write(text, 'latin1');
      this.receive('');
    }).finally(() => this.process.release());
  }

  private receive(text: string): void {
    this.log = (this.log + text).slice(-logKept);
    this.unread += text;
    const found = this.awaited?.pattern.exec(this.unread);
    if (!found || this.awaited === undefined) return;
    const { resolve } = this.awaited;
    this.awaited = undefined;
    const before = this.unread.slice(0, found.index);
    this.unread = this.unread.slice(found.index + found[0].length);
    resolve(found, before);
  }

  private fail(error: Error): void {
    const { awaited } = this;
    this.awaited = undefined;
    awaited?.reject(error);
  }

  private died(): MachineFailed {
    const { code = null, signal = null, error } = this.process.exit ?? {};
    const how = error?.message ?? (signal === null ? `status ${code}` : `signal ${signal}`);
    return new MachineFailed('died', `Hercules ended: ${how}`, this.details());
  }

  /** For the reader of a failure: the end of the log. */
  details(): Record<string, string> {
    const seconds = this.process.cpuSeconds;
    const lines = this.log.split('\n').filter((line) => line !== '' && !noise.test(line));
    return {
      log: lines.slice(-linesShown).join('\n'),
      ...(seconds === undefined ? {} : { 'CPU seconds': String(seconds) }),
    };
  }
}
