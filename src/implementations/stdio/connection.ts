import { constants } from 'node:os';
import { type FailureKind, MachineFailed } from '../../contract/judgement';
import { breachOf, type Method } from '../../contract/protocol-messages';
import { printable, quoted } from './foreign-text';
import { LineSplitter } from './line-splitter';
import { MachineProcess } from './machine-process';
import { errorCodes, lineLimit } from './protocol';
import { readMessage } from './read-message';

interface Waiting {
  readonly method: Method;
  readonly resolve: (result: unknown) => void;
  readonly reject: (failure: MachineFailed) => void;
  readonly timer: NodeJS.Timeout;
  cancelled?: true;
}

interface ErrorAnswer {
  readonly code: number;
  readonly message: string;
  readonly data?: { readonly kind: FailureKind; readonly details?: Readonly<Record<string, string>> };
}

/** After the deadline: to answer the cancellation, which tells a slow machine from one that hangs. */
const graceMs = 1000;
const requestShown = 2000;

/** Requests and answers on the pipes of one process. It works until the first failure, which ends the process. */
export class Connection {
  readonly process: MachineProcess;
  /** Set as soon as something went wrong; resolved with what, when the process is gone. */
  failure: Promise<MachineFailed> | undefined;
  /** Somebody has been told of the failure. */
  told = false;
  #nextId = 1;
  #lastRequest = '';
  #leaving = false;
  readonly #waiting = new Map<unknown, Waiting>();

  constructor(private readonly command: string) {
    const lines = new LineSplitter(lineLimit, (line) => this.#receive(line));
    this.process = new MachineProcess(command, (chunk) => {
      if (this.failure !== undefined) return;
      try {
        lines.push(chunk);
      } catch (error) {
        this.fail('protocol', (error as Error).message);
      }
    });
    void this.process.ended.then(({ code, signal }) => {
      if (this.#leaving) return;
      const half = lines.unfinished === 0 ? '' : `, in the middle of a line (${lines.unfinished} bytes)`;
      const how = signal === null ? `ended with status ${statusText(code)}` : `was ended by ${signal}`;
      this.fail('died', `the machine's process ${how}${half}`);
    });
  }

  /** @throws MachineFailed */
  async request<T>(method: Method, params: object, deadline: number): Promise<T> {
    if (this.failure !== undefined) throw await this.tell();
    const id = this.#nextId++;
    const line = JSON.stringify({ jsonrpc: '2.0', id, method, params });
    this.#lastRequest = line;
    const result = await new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#cancel(id, deadline), deadline);
      this.#waiting.set(id, { method, resolve, reject, timer });
      this.process.write(`${line}\n`);
    }).catch((failure) => {
      this.told = true;
      throw failure;
    });
    // What else came with the answer may have broken the protocol.
    if (this.failure !== undefined) throw await this.tell();
    return result as T;
  }

  /** The failure, for who is going to pass it on. */
  async tell(): Promise<MachineFailed | undefined> {
    this.told = true;
    return this.failure;
  }

  #cancel(id: number, deadline: number): void {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return;
    waiting.cancelled = true;
    this.process.write(`${JSON.stringify({ jsonrpc: '2.0', method: 'cancel', params: { id } })}\n`);
    const what = `no answer to request ${id} (${waiting.method}) within ${deadline} ms`;
    setTimeout(() => {
      if (this.#waiting.has(id)) this.fail('hung', `${what}, nor to its cancellation`);
      else this.fail('deadline', what);
    }, graceMs);
  }

  /** For who finds an answer wrong that fits its schema. @throws MachineFailed */
  async refuse(message: string): Promise<never> {
    void this.fail('protocol', message);
    throw await this.tell();
  }

  /** Ends the process and everything that waits for it. The first failure is the one that counts. */
  fail(kind: FailureKind, message: string, more: Readonly<Record<string, string>> = {}): Promise<MachineFailed> {
    this.failure ??= this.#end(kind, message, more);
    return this.failure;
  }

  async #end(kind: FailureKind, message: string, more: Readonly<Record<string, string>>): Promise<MachineFailed> {
    const ownEnd = this.process.end;
    this.process.deafen();
    this.process.kill();
    await this.process.ended;
    const failure = new MachineFailed(kind, message, {
      ...more,
      command: this.command,
      ...(ownEnd === undefined ? {} : endDetails(ownEnd)),
      ...(this.process.lastWords === '' ? {} : { stderr: this.process.lastWords }),
      'last request': shortened(this.#lastRequest),
    });
    for (const { timer, reject } of this.#waiting.values()) {
      clearTimeout(timer);
      reject(failure);
    }
    this.#waiting.clear();
    return failure;
  }

  #receive(line: Buffer): void {
    if (this.failure !== undefined) return;
    let message: Readonly<Record<string, unknown>>;
    try {
      message = readMessage(line);
    } catch (error) {
      this.fail('protocol', (error as Error).message);
      return;
    }
    const waiting = this.#waiting.get(message.id);
    if (waiting === undefined || 'method' in message) {
      this.fail('protocol', this.#unasked(message));
      return;
    }
    const { method } = waiting;
    const isError = 'error' in message && !('result' in message);
    const breach = breachOf(isError ? 'error' : `${method}-result`, message);
    if (breach !== undefined) {
      this.fail('protocol', `the answer to request ${message.id} (${method}): ${printable(breach).slice(0, 400)}`);
      return;
    }
    clearTimeout(waiting.timer);
    this.#waiting.delete(message.id);
    if (waiting.cancelled) {
      // Too late, whatever it says; who asked is told with the failure.
      this.#waiting.set(Symbol('cancelled'), waiting);
      return;
    }
    if (isError) this.#refused(message.id, waiting, message.error as ErrorAnswer);
    else waiting.resolve(message.result);
  }

  #refused(id: unknown, waiting: Waiting, { code, message, data }: ErrorAnswer): void {
    this.#waiting.set(id, waiting);
    const text = printable(message).slice(0, 1000);
    if (code === errorCodes.machineFailed && data !== undefined) {
      const details = Object.entries(data.details ?? {}).slice(0, 20);
      const readable = details.map(([name, value]) => [printable(name), printable(value.slice(0, errorTextKept))]);
      void this.fail(data.kind, text, Object.fromEntries(readable) as Record<string, string>);
      return;
    }
    const what = `request ${id} (${waiting.method}) was answered with error ${code}: ${text}`;
    void this.fail(waiting.method === 'start' ? 'start' : 'protocol', what);
  }

  #unasked(message: Readonly<Record<string, unknown>>): string {
    if ('method' in message) {
      const what = 'id' in message ? 'request' : 'notification';
      return `the machine sent a ${what}, ${quoted(String(message.method))}: it is only to answer`;
    }
    const { id } = message;
    if (id === null) return `the machine could not read a request: ${quoted(JSON.stringify(message.error) ?? '')}`;
    const known = typeof id === 'number' && Number.isInteger(id) && id >= 1 && id < this.#nextId;
    return known
      ? `a second answer to request ${id}`
      : `an answer to a request that was never made: id ${quoted(JSON.stringify(id) ?? 'missing')}`;
  }

  /**
   * Lets the process end by itself, and helps where it takes its time.
   * @throws MachineFailed what nobody has been told of
   */
  async leave(deadline: number): Promise<void> {
    if (this.failure === undefined)
      await this.request('shutdown', {}, deadline).catch((failure: MachineFailed) => {
        this.told = slow.includes(failure.kind);
      });
    if (this.failure === undefined) {
      this.#leaving = true;
      this.process.closeInput();
      const timer = setTimeout(() => this.process.kill(), deadline);
      await this.process.ended;
      clearTimeout(timer);
    }
    if (this.failure === undefined || this.told) return void (await this.failure);
    throw await this.tell();
  }
}

/** No fault in who is only asked to end. */
const slow: readonly FailureKind[] = ['deadline', 'hung'];

const errorTextKept = 8192;

/** The shell tells the signal that ended a program by a status above 128. */
function statusText(code: number | null): string {
  const signal = Object.entries(constants.signals).find(([, number]) => number + 128 === code)?.[0];
  return signal === undefined ? String(code) : `${code} (${signal})`;
}

function endDetails({ code, signal }: { code: number | null; signal: string | null }): Record<string, string> {
  return signal === null ? { 'exit status': String(code) } : { signal };
}

function shortened(line: string): string {
  return line.length <= requestShown ? line : `${line.slice(0, requestShown)}… (${line.length} characters)`;
}
