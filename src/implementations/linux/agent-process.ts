import { MachineFailed } from '../../contract/judgement';
import type { SocketChild } from '../../process/socket-child';
import { AgentConnection, type Obituary } from './agent-connection';
import { encodeFrame, encodeText, NoFrame } from './frames';
import { type Hello, readHello } from './hello';
import { writeSysfs } from './sysfs';

/** A way to get an agent: a guest that boots, or a program of this host. */
export interface AgentProcess {
  /** Seconds until the agent must have said hello. */
  readonly patience: number;
  /** Nobody else uses its kernel. */
  readonly ownKernel: boolean;
  /** What the kernel's tracer is to watch. */
  readonly probes: readonly string[];
  spawn(): SocketChild;
  /** What its stderr says of its end. */
  obituary(process: SocketChild): Obituary;
}

/** An agent that is ready. */
export interface Agent {
  readonly connection: AgentConnection;
  readonly hello: Hello;
  readonly ownKernel: boolean;
  /** Devices can be asked what has reached them. */
  readonly observes: boolean;
}

/** Seconds for what the kernel does at once. */
const answerPatience = 10;

const tracing = '/sys/kernel/tracing';

/** Has the tracer watch, and the agent read what it sees. @throws MachineFailed */
async function watch(connection: AgentConnection, probes: readonly string[]): Promise<void> {
  for (const probe of probes) await writeSysfs(connection, `${tracing}/kprobe_events`, probe);
  await writeSysfs(connection, `${tracing}/events/tck/enable`, '1');
  const path = encodeText(`${tracing}/trace_pipe`);
  const errno = (await connection.exchange('T', encodeFrame('T', path), answerPatience)).readUInt32BE();
  if (errno !== 0) throw new MachineFailed('start', `the trace cannot be read: errno ${errno}`);
}

/** @throws MachineFailed of kind `start` */
export async function startAgent({ patience, ownKernel, probes, spawn, obituary }: AgentProcess): Promise<Agent> {
  const connection = new AgentConnection(spawn(), obituary);
  try {
    const hello = readHello(await connection.exchange('h', undefined, patience));
    if (probes.length > 0) await watch(connection, probes);
    return { connection, hello, ownKernel, observes: probes.length > 0 };
  } catch (error) {
    await connection.close();
    if (!(error instanceof MachineFailed || error instanceof NoFrame)) throw error;
    const details = error instanceof MachineFailed ? error.details : {};
    throw new MachineFailed('start', `the agent did not start: ${error.message}`, details);
  }
}
