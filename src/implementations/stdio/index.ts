import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fixture } from '../../contract/documents/fixture';
import type { Manifest } from '../../contract/documents/manifest';
import { MachineAbsent, MachineFailed } from '../../contract/judgement';
import type { Machine, Range, StartAnswer } from '../../contract/machine';
import { manifestDifference } from '../../contract/manifest-difference';
import { packageRoot } from '../../package-root';
import { Connection } from './connection';
import { printable } from './foreign-text';
import { lineLimit, protocolVersion } from './protocol';
import { RunningStdio } from './running-machine';

export interface StdioOptions {
  /** What the shell is to run. */
  readonly command: string;
  /** Milliseconds for each request. */
  readonly deadline?: number;
}

const defaultDeadline = 10_000;
const leaveMs = 1000;
/** After this many processes in a row of which none got an instance going, no more are started. */
const attempts = 5;

type StartResult =
  | { kind: 'started'; instance: string; reserved: Range[]; arena?: Range; devices?: Record<string, string> }
  | Extract<StartAnswer, { kind: 'unsupported' }>;

/** A machine in a process of its own, in whatever language: newline-delimited JSON-RPC 2.0 on its stdin and stdout. */
export class StdioMachine implements Machine {
  readonly #command: string;
  readonly #deadline: number;
  #connection: Connection | undefined;
  #instances = new Set<string>();
  #manifest: Manifest | undefined;
  #failures = 0;

  constructor({ command, deadline = defaultDeadline }: StdioOptions) {
    this.#command = command;
    this.#deadline = deadline;
  }

  /** The process, its version known; a new one, which must claim what the first one claimed, when the last one is gone. */
  async connect(): Promise<Connection> {
    if (this.#connection !== undefined && this.#connection.failure === undefined) return this.#connection;
    const connection = new Connection(this.#command);
    this.#connection = connection;
    this.#instances = new Set();
    const { name, version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as {
      name: string;
      version: string;
    };
    const params = { protocol: protocolVersion, kit: { name, version }, lineLimit };
    const { protocol } = await connection.request<{ protocol: number }>('initialize', params, this.#deadline);
    if (protocol !== protocolVersion)
      return connection.refuse(
        `the machine speaks version ${protocol} of the protocol, the kit version ${protocolVersion}`,
      );
    if (this.#manifest === undefined) return connection;
    const manifest = await connection.request<Manifest>('manifest', {}, this.#deadline);
    const difference = manifestDifference(this.#manifest, manifest);
    if (difference !== undefined)
      return connection.refuse(`started again, the machine tells another manifest: ${printable(difference)}`);
    return connection;
  }

  async manifest(): Promise<Manifest> {
    if (this.#manifest === undefined) {
      const connection = await this.connect();
      this.#manifest = await connection.request<Manifest>('manifest', {}, this.#deadline);
    }
    return this.#manifest;
  }

  async start(fixture: Fixture): Promise<StartAnswer> {
    const last = this.#connection;
    if (last?.failure !== undefined && !last.told) {
      const { kind, message, details } = (await last.tell())!;
      throw new MachineFailed(kind, `left over from the instance before: ${message}`, details);
    }
    if (this.#failures >= attempts)
      throw new MachineFailed('start', `not tried again: no instance in ${attempts} processes one after the other`);
    try {
      const answer = await this.#start(fixture);
      this.#failures = 0;
      return answer;
    } catch (error) {
      this.#failures += 1;
      throw error;
    }
  }

  async #start(fixture: Fixture): Promise<StartAnswer> {
    const connection = await this.connect();
    const result = await connection.request<StartResult>('start', { fixture }, this.#deadline);
    if (result.kind === 'unsupported') return result;
    const { instance, reserved, arena, devices } = result;
    if (this.#instances.has(instance))
      return connection.refuse('the answer to start: /result/instance was given to another instance');
    this.#instances.add(instance);
    const machine = new RunningStdio(connection, instance, this.#deadline);
    return {
      kind: 'started',
      machine,
      reserved,
      ...(arena === undefined ? {} : { arena }),
      ...(devices === undefined ? {} : { devices }),
    };
  }

  /** @throws MachineFailed what went wrong and nobody has been told of */
  async close(): Promise<void> {
    const connection = this.#connection;
    this.#connection = undefined;
    await connection?.leave(Math.min(leaveMs, this.#deadline));
  }
}

/** Everything the reader needs to know about a failure, as one text. */
function withDetails({ message, details }: MachineFailed): string {
  return [
    message,
    ...Object.entries(details).map(([name, value]) => `  ${name}: ${value.replace(/\n/g, '\n    ')}`),
  ].join('\n');
}

/** A machine that has told its version and its manifest. @throws MachineAbsent */
export async function createStdioMachine(options: StdioOptions): Promise<StdioMachine> {
  const machine = new StdioMachine(options);
  try {
    await machine.manifest();
    return machine;
  } catch (error) {
    await machine.close().catch(() => {});
    if (error instanceof MachineFailed) throw new MachineAbsent(withDetails(error));
    throw error;
  }
}
