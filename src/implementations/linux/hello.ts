import type { Range } from '../../contract/machine';
import { BodyReader, NoFrame } from './frames';

/** What the agent says of itself and of the kernel it runs on, before it is asked. */
export interface Hello {
  readonly byteOrder: 'big' | 'little';
  readonly wordSize: 32 | 64;
  readonly pageSize: number;
  readonly arena: Range;
  /** Milliseconds since the kernel was started. */
  readonly uptime: number;
  readonly system: string;
  readonly release: string;
  readonly version: string;
  readonly architecture: string;
  readonly calls: ReadonlyMap<string, AgentCall>;
}

export interface AgentCall {
  readonly number: number;
  readonly arguments: number;
}

/** Agent and adapter of one protocol; the digest of the agent's source is checked besides. */
const agentVersion = 1;

function readCalls(body: BodyReader): Map<string, AgentCall> {
  const calls = new Map<string, AgentCall>();
  const count = body.number(1);
  for (let number = 0; number < count; number += 1) calls.set(body.text(), { number, arguments: body.number(1) });
  return calls;
}

/** @throws NoFrame */
export function readHello(bytes: Buffer): Hello {
  const body = new BodyReader(bytes);
  const version = body.number(2);
  if (version !== agentVersion) throw new NoFrame(`an agent of version ${version}, not ${agentVersion}`);
  const byteOrder = body.number(1) === 1 ? 'big' : 'little';
  const wordSize = body.number(1) === 64 ? 64 : 32;
  const pageSize = body.number(4);
  const arena = { start: Number(body.signed64()), length: Number(body.signed64()) };
  const uptime = body.number(4);
  const [system, release, kernel, architecture] = [body.text(), body.text(), body.text(), body.text()];
  const calls = readCalls(body);
  return { byteOrder, wordSize, pageSize, arena, uptime, system, release, version: kernel, architecture, calls };
}
