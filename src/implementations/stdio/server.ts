import type { Readable, Writable } from 'node:stream';
import type { Fixture } from '../../contract/documents/fixture';
import type { MachineFailed } from '../../contract/judgement';
import type { Machine, RunningMachine } from '../../contract/machine';
import { breachOf, type Method } from '../../contract/protocol-messages';
import { answerToWire, entryFromWire } from '../../contract/wire';
import { LineSplitter } from './line-splitter';
import { errorCodes, protocolVersion } from './protocol';
import { readMessage } from './read-message';

type Params = Readonly<Record<string, unknown>>;
type Message = Readonly<Record<string, unknown>>;

/** Answered with an error instead of a result. */
class Refusal extends Error {
  constructor(
    readonly code: number,
    message: string,
    readonly data?: object,
  ) {
    super(message);
  }
}

/** The methods of the protocol, on a machine in this process. */
class Served {
  readonly #instances = new Map<string, RunningMachine>();
  #started = 0;

  constructor(private readonly machine: Machine) {}

  readonly methods: Readonly<Record<Method, (params: Params) => Promise<object>>> = {
    initialize: async () => ({ protocol: protocolVersion }),
    manifest: () => this.machine.manifest(),
    start: async ({ fixture }) => {
      const answer = await this.machine.start(fixture as Fixture);
      if (answer.kind === 'unsupported') return answer;
      const { machine, ...rest } = answer;
      this.#started += 1;
      const instance = String(this.#started);
      this.#instances.set(instance, machine);
      return { ...rest, instance };
    },
    perform: async ({ instance, batch, deadline }) => {
      const entries = (batch as unknown[]).map(entryFromWire);
      const answers = await this.#instance(instance).perform(entries, deadline as number);
      return { answers: answers.map(answerToWire) };
    },
    stop: async ({ instance }) => {
      await this.#instance(instance).stop();
      this.#instances.delete(instance as string);
      return {};
    },
    shutdown: async () => {
      await this.close();
      return {};
    },
  };

  #instance(name: unknown): RunningMachine {
    const instance = this.#instances.get(name as string);
    if (instance === undefined) throw new Refusal(errorCodes.badParameters, `there is no instance ${String(name)}`);
    return instance;
  }

  async close(): Promise<void> {
    for (const instance of this.#instances.values()) await instance.stop();
    this.#instances.clear();
    await this.machine.close();
  }
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  // By name: a plug-in may have been built against its own copy of the contract.
  if (error instanceof Error && error.name === 'MachineFailed') {
    const { kind, message, details } = error as MachineFailed;
    return new Refusal(errorCodes.machineFailed, message, { kind, details });
  }
  const stack = error instanceof Error && error.stack !== undefined ? { stack: error.stack } : {};
  return new Refusal(errorCodes.machineFailed, `the machine threw: ${error}`, { kind: 'protocol', details: stack });
}

/** Offers a machine over the protocol until the input ends or shutdown is asked for. Requests are performed in order. */
export function serveMachine(machine: Machine, input: Readable, output: Writable): Promise<void> {
  const served = new Served(machine);
  const cancelled = new Set<unknown>();
  let turn: Promise<void> = Promise.resolve();

  const answer = (message: object): void => void output.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  const refuse = (id: unknown, { code, message, data }: Refusal): void =>
    answer({ id: id ?? null, error: { code, message, ...(data === undefined ? {} : { data }) } });

  async function perform(message: Message): Promise<boolean> {
    const { id, method } = message;
    if (cancelled.delete(id)) {
      refuse(id, new Refusal(errorCodes.cancelled, 'cancelled'));
      return false;
    }
    try {
      const result = await served.methods[method as Method](message.params as Params);
      if (cancelled.delete(id)) refuse(id, new Refusal(errorCodes.cancelled, 'cancelled'));
      else answer({ id, result });
    } catch (error) {
      refuse(id, refusalOf(error));
    }
    return method === 'shutdown';
  }

  return new Promise((resolve) => {
    let ending = false;
    const end = async (): Promise<void> => {
      if (ending) return;
      ending = true;
      await turn;
      await served.close();
      resolve();
    };
    const receive = (line: Buffer): void => {
      let message: Message;
      try {
        message = readMessage(line);
      } catch (error) {
        refuse(null, new Refusal(errorCodes.unreadable, (error as Error).message));
        return;
      }
      if (message.method === 'cancel') {
        if (breachOf('cancel', message) === undefined) cancelled.add((message.params as Params).id);
        return;
      }
      const refusal = whyNot(served, message);
      if (refusal !== undefined) {
        refuse(typeof message.id === 'number' ? message.id : null, refusal);
        return;
      }
      turn = turn.then(async () => {
        if (await perform(message)) void end();
      });
    };
    // The kit is trusted not to send endless lines.
    const lines = new LineSplitter(Number.POSITIVE_INFINITY, receive);
    input.on('data', (chunk: Buffer) => lines.push(chunk));
    input.once('end', () => void end());
    input.once('error', () => void end());
  });
}

function whyNot(served: Served, message: Message): Refusal | undefined {
  const { method } = message;
  if (typeof method !== 'string') return new Refusal(errorCodes.badRequest, 'there is no method');
  if (!Object.hasOwn(served.methods, method))
    return new Refusal(errorCodes.unknownMethod, `there is no method ${JSON.stringify(method)}`);
  const breach = breachOf(`${method as Method}-request`, message);
  return breach === undefined ? undefined : new Refusal(errorCodes.badParameters, breach);
}
