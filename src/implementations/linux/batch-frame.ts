import type { Address, Answer, Entry } from '../../contract/entries';
import { BodyReader, encodeFrame, NoFrame } from './frames';
import type { AgentCall } from './hello';

type Calls = ReadonlyMap<string, AgentCall>;

/** What the agent has to tell of an entry: of `observe`, what all devices have seen, for the machine to sort out. */
export type AgentAnswer = Answer | { readonly kind: 'trace'; readonly text: string };

/** The numbers of agent/batch.c. */
const entryCodes = { read: 1, write: 2, call: 3, collect: 4, trace: 5, settle: 6 } as const;

/** More than that of user memory in one entry would not fit into a frame with others. */
const mostBytes = 16 << 20;

function number(value: number, length: 1 | 4): Buffer {
  const bytes = Buffer.alloc(length);
  bytes.writeUIntBE(value, 0, length);
  return bytes;
}

function number64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt.asUintN(64, value));
  return bytes;
}

function operand(address: Address): Buffer {
  if (typeof address === 'bigint') return Buffer.concat([number(0, 1), number64(address)]);
  const { entry, offset, length, plus = 0n } = address;
  return Buffer.concat([
    number(1, 1),
    number(entry, 4),
    number64(BigInt(offset)),
    number(Math.min(Math.max(length, 0), 255), 1),
    number64(plus),
  ]);
}

/** Why the agent cannot perform an entry; undefined when it can. @param devices those that can be observed */
export function beyondAgent(entry: Entry, calls: Calls, devices: ReadonlySet<string>): string | undefined {
  switch (entry.verb) {
    case 'read':
    case 'write': {
      if (entry.space !== 'user') return `the space ${entry.space}`;
      const length = entry.verb === 'read' ? entry.length : entry.bytes.length;
      return length > mostBytes ? `${length} bytes of user memory at once` : undefined;
    }
    case 'call':
      return calls.has(entry.name) ? undefined : `the system call ${entry.name}`;
    case 'collect':
    case 'settle':
      return undefined;
    case 'observe':
      return devices.has(entry.device) ? undefined : `observing ${entry.device}`;
    default:
      return `the verb ${entry.verb}`;
  }
}

/** @throws RangeError when a call has more arguments than it takes */
function encodeEntry(entry: Entry, calls: Calls): Buffer[] {
  switch (entry.verb) {
    case 'read':
      return [number(entryCodes.read, 1), operand(entry.address), number(entry.length, 4)];
    case 'write':
      return [
        number(entryCodes.write, 1),
        operand(entry.address),
        number(entry.bytes.length, 4),
        Buffer.from(entry.bytes.buffer, entry.bytes.byteOffset, entry.bytes.length),
      ];
    case 'call': {
      const call = calls.get(entry.name)!;
      const given = entry.arguments;
      if (given.length > call.arguments)
        throw new RangeError(`${entry.name} takes ${call.arguments} arguments, not ${given.length}`);
      const operands = Array.from({ length: call.arguments }, (_, index) => operand(given[index] ?? 0n));
      return [number(entryCodes.call, 1), number(entry.task, 4), number(call.number, 1), ...operands];
    }
    case 'collect':
      return [number(entryCodes.collect, 1), number(entry.task, 4)];
    case 'observe':
      return [number(entryCodes.trace, 1)];
    case 'settle':
      return [number(entryCodes.settle, 1), number64(entry.nanoseconds)];
    default:
      throw new RangeError(`the agent does not know ${entry.verb}`);
  }
}

/** The frame for entries of which none is `beyondAgent`. */
export function encodeBatch(batch: readonly Entry[], calls: Calls): Buffer {
  return encodeFrame('P', number(batch.length, 4), ...batch.flatMap((entry) => encodeEntry(entry, calls)));
}

const wrongs: Readonly<Record<number, string>> = {
  100: 'takes a number from an answer that has no such bytes',
  101: 'is for a task that has an open call, or none to collect',
  102: 'was not understood by the agent',
  103: 'would need one more thread than there can be',
};

const bytesAnswer = (entry: Entry, bytes: Buffer): AgentAnswer =>
  entry.verb === 'observe'
    ? { kind: 'trace', text: bytes.toString('latin1') }
    : { kind: 'bytes', bytes: new Uint8Array(bytes) };

function decodeAnswer(body: BodyReader, index: number, entry: Entry): AgentAnswer {
  const code = body.number(1);
  switch (code) {
    case 1:
      return { kind: 'done' };
    case 2:
      return bytesAnswer(entry, body.bytes(body.number(4)));
    case 3:
      return { kind: 'returned', value: body.signed64(), errno: body.number(4) };
    case 4:
      return { kind: 'blocked' };
    case 5:
      return { kind: 'faulted', signal: body.number(1) === 1 ? 'SIGBUS' : 'SIGSEGV' };
    default: {
      const wrong = wrongs[code];
      if (wrong === undefined) throw new NoFrame(`an answer of kind ${code}`);
      throw new RangeError(`entry ${index} (${entry.verb}) ${wrong}`);
    }
  }
}

/**
 * @throws NoFrame
 * @throws RangeError when the suite asked for what makes no sense
 */
export function decodeAnswers(bytes: Buffer, batch: readonly Entry[]): AgentAnswer[] {
  const body = new BodyReader(bytes);
  const answers = batch.map((entry, index) => decodeAnswer(body, index, entry));
  if (body.rest().length > 0) throw new NoFrame('more answers than entries');
  return answers;
}
