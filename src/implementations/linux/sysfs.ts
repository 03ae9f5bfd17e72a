import { MachineFailed } from '../../contract/judgement';
import type { AgentConnection } from './agent-connection';
import { encodeFrame, encodeText } from './frames';

const patience = 10;

/** Writes a file outside of the host program. @throws MachineFailed when the kernel refuses */
export async function writeSysfs(connection: AgentConnection, path: string, content: string): Promise<void> {
  const bytes = Buffer.from(content);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  const answer = await connection.exchange('W', encodeFrame('W', encodeText(path), length, bytes), patience);
  const errno = answer.readUInt32BE();
  if (errno !== 0) throw new MachineFailed('start', `writing ${path} failed with errno ${errno}`);
}
