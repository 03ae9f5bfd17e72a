import { MachineFailed } from '../../contract/judgement';
import type { SocketChild } from '../../process/socket-child';
import { AgentConnection, type Obituary } from './agent-connection';
import { NoFrame } from './frames';
import { type Hello, readHello } from './hello';

/** A way to get an agent: a guest that boots, or a program of this host. */
export interface AgentProcess {
  /** Seconds until the agent must have said hello. */
  readonly patience: number;
  /** Nobody else uses its kernel. */
  readonly ownKernel: boolean;
  spawn(): SocketChild;
  /** What its stderr says of its end. */
  obituary(process: SocketChild): Obituary;
}

/** An agent that is ready. */
export interface Agent {
  readonly connection: AgentConnection;
  readonly hello: Hello;
  readonly ownKernel: boolean;
}

/** @throws MachineFailed of kind `start` */
export async function startAgent({ patience, ownKernel, spawn, obituary }: AgentProcess): Promise<Agent> {
  const connection = new AgentConnection(spawn(), obituary);
  try {
    const hello = readHello(await connection.exchange('h', undefined, patience));
    return { connection, hello, ownKernel };
  } catch (error) {
    await connection.close();
    if (!(error instanceof MachineFailed || error instanceof NoFrame)) throw error;
    const details = error instanceof MachineFailed ? error.details : {};
    throw new MachineFailed('start', `the agent did not start: ${error.message}`, details);
  }
}
