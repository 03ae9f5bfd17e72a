import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer, Entry } from '../../contract/entries';
import { plainFixture } from '../../contract/plain-fixture';
import { answerToWire, entryToWire } from '../../contract/wire';
import { StdioMachine } from './index';
import { LineSplitter } from './line-splitter';

export interface RoundTripFigures {
  /** Microseconds of CPU time for one round trip, of both processes together. */
  readonly echo: number;
  readonly protocol: number;
}

/** The batch of a step: an instruction, a register, the PSW, one unit of operation, and what it has left behind. */
const batch: readonly Entry[] = [
  { verb: 'write', space: 'absolute', address: 0x8000n, bytes: new Uint8Array([0x18, 0x12]) },
  { verb: 'write', space: 'cpu', cpu: 0, address: 0x88n, bytes: new Uint8Array(8) },
  { verb: 'write', space: 'cpu', cpu: 0, address: 0x100n, bytes: new Uint8Array(16) },
  { verb: 'execute', cpu: 0 },
  { verb: 'read', space: 'cpu', cpu: 0, address: 0n, length: 512 },
];
const answers: readonly Answer[] = [
  { kind: 'done' },
  { kind: 'done' },
  { kind: 'done' },
  { kind: 'ended', ending: 'completed', psw: new Uint8Array(16), instructions: 1 },
  { kind: 'bytes', bytes: new Uint8Array(512) },
];

/** A machine that does nothing but speak: what is left is the protocol. `echo` answers lines with lines of the same length as the protocol's. */
const peer = join(__dirname, 'bench-peer.cjs');

function ownCpu(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

/** Microseconds of CPU time of all threads of a process; the first field is in nanoseconds. */
function cpuOf(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`);
  const nanoseconds = threads.map((thread) =>
    Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'latin1').split(' ')[0]),
  );
  return nanoseconds.reduce((sum, part) => sum + part, 0) / 1000;
}

async function measured(pid: number, count: number, roundTrip: () => Promise<unknown>): Promise<number> {
  for (let time = 0; time < count / 4; time += 1) await roundTrip();
  const before = ownCpu() + cpuOf(pid);
  for (let time = 0; time < count; time += 1) await roundTrip();
  return (ownCpu() + cpuOf(pid) - before) / count;
}

function echoing() {
  const child = spawn(process.execPath, [peer, 'echo'], { stdio: ['pipe', 'pipe', 'inherit'] });
  let arrived: () => void = () => {};
  const lines = new LineSplitter(1 << 20, () => arrived());
  child.stdout.on('data', (chunk: Buffer) => lines.push(chunk));
  const params = { instance: 'i1', batch: batch.map(entryToWire), deadline: 10_000 };
  const line = `${JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'perform', params })}\n`;
  const roundTrip = () =>
    new Promise<void>((resolve) => {
      arrived = resolve;
      child.stdin.write(line);
    });
  return { child, roundTrip };
}

/** In alternation, so that both see the same host. */
export async function measureRoundTrips(count = 2000, rounds = 5): Promise<RoundTripFigures> {
  process.env.TCK_BENCH_ANSWERS = JSON.stringify(answers.map(answerToWire));
  const machine = new StdioMachine({ command: `exec '${process.execPath}' '${peer}' protocol` });
  const echo = echoing();
  try {
    const connection = await machine.connect();
    const started = await machine.start(plainFixture);
    if (started.kind !== 'started') throw new Error(started.what);
    const best = { echo: Number.POSITIVE_INFINITY, protocol: Number.POSITIVE_INFINITY };
    for (let round = 0; round < rounds; round += 1) {
      best.echo = Math.min(best.echo, await measured(echo.child.pid!, count, echo.roundTrip));
      const protocol = await measured(connection.process.pid, count, () => started.machine.perform(batch));
      best.protocol = Math.min(best.protocol, protocol);
    }
    return best;
  } finally {
    echo.child.kill();
    await machine.close();
    delete process.env.TCK_BENCH_ANSWERS;
  }
}
