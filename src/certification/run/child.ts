import type { Manifest } from '../../contract/documents/manifest';
import type { Machine } from '../../contract/machine';
import { validated } from '../../contract/validate';
import type { Refusal, RunOrder, ToChild, ToSupervisor } from './messages';

/**
 * The life of the process that runs the examples: load the machine, tell its manifest, run what is ordered, end.
 * It also ends as soon as the supervisor is gone.
 */
export async function liveAsChild(load: () => Promise<Machine>): Promise<void> {
  process.once('disconnect', () => process.exit(1));
  let machine: Machine | undefined;
  const begin = new Promise<RunOrder>((resolve) => {
    process.on('message', (message: ToChild) => {
      if (message.kind === 'begin') resolve(message.order);
      else void leave(machine, 0);
    });
  });
  let manifest: Manifest;
  try {
    machine = await load();
    manifest = validated<Manifest>('manifest', await machine.manifest(), 'the manifest of the machine');
  } catch (error) {
    await tell({ kind: 'refused', by: 'machine', message: sentenceOf(error) });
    return leave(machine, 2);
  }
  await tell({ kind: 'ready', manifest });
  // Loaded while the supervisor reads the features.
  const { runExamples } = require('./run-examples') as typeof import('./run-examples');
  try {
    await runExamples(await begin, machine, manifest);
    machine = undefined;
  } catch (error) {
    await tell({ kind: 'refused', by: 'suite' satisfies Refusal, message: traceOf(error) });
    return leave(machine, 3);
  }
  return leave(machine, 0);
}

async function leave(machine: Machine | undefined, status: number): Promise<void> {
  await machine?.close().catch(() => {});
  process.exit(status);
}

function tell(message: ToSupervisor): Promise<void> {
  return new Promise((resolve) => {
    if (process.connected) process.send!(message, undefined, undefined, () => resolve());
    else resolve();
  });
}

/** Errors with a name of their own carry a sentence for the reader; for others the place is what helps. */
function sentenceOf(error: unknown): string {
  const named = ['MachineAbsent', 'UnusableMachine', 'InvalidDocument', 'TSError'];
  return error instanceof Error && named.includes(error.name) ? error.message : traceOf(error);
}

function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.name === 'SuiteTrouble' ? error.message : (error.stack ?? error.message);
}
