import type { MachineFailed } from '../../contract/judgement';
import type { Machine } from '../../contract/machine';
import { checksOf, manifestCheck } from './checks';
import type { SmokeCheck } from './smoke-check';

export interface SmokeResult {
  readonly name: string;
  readonly ok: boolean;
  /** What was seen, or what is wrong. */
  readonly what: string;
}

/** For a machine whose promise never comes. */
const patienceMs = 60_000;

function inTime<T>(promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${patienceMs / 1000} s`)), patienceMs);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const details = error.name === 'MachineFailed' ? Object.entries((error as MachineFailed).details ?? {}) : [];
  return [error.message, ...details.map(([name, value]) => `${name}: ${value}`)].join('\n');
}

/** Holds a machine against the least it must do: one result for each check, the first one being that it can be had at all. */
export async function* smoke(load: () => Promise<Machine>): AsyncGenerator<SmokeResult> {
  let machine: Machine;
  try {
    machine = await inTime(load());
    yield { name: 'is there and answers the handshake', ok: true, what: '' };
  } catch (error) {
    yield { name: 'is there and answers the handshake', ok: false, what: reasonOf(error) };
    return;
  }
  const told = await resultOf(manifestCheck, machine);
  yield told;
  const faces = told.ok ? (await machine.manifest()).faces : [];
  for (const check of checksOf(faces)) yield await resultOf(check, machine);
}

async function resultOf({ name, run }: SmokeCheck, machine: Machine): Promise<SmokeResult> {
  try {
    return { name, ok: true, what: await inTime(run(machine)) };
  } catch (error) {
    return { name, ok: false, what: reasonOf(error) };
  }
}
