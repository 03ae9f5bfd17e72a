import { serveMachine } from '../implementations/stdio/server';
import { choiceOf, type MachineOptions } from './machine-options';
import { loadMachine } from './machines';

/** Offers a machine over the protocol until its input ends. */
export async function runServe(options: MachineOptions): Promise<void> {
  // Only the protocol goes to stdout, whatever a plug-in prints.
  const output = process.stdout;
  Object.defineProperty(process, 'stdout', { value: process.stderr });
  await serveMachine(await loadMachine(choiceOf(options)), process.stdin, output);
  process.exit(0);
}
