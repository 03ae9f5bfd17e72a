import { exitCodes } from '../certification/exit-codes';
import { smoke } from '../certification/smoke/smoke';
import { plainLines } from '../reporting/terminal/plain';
import { choiceOf, type MachineOptions } from './machine-options';
import { loadMachine } from './machines';

/** One line for each check. @returns the exit code */
export async function runSmoke(options: MachineOptions): Promise<number> {
  const choice = choiceOf(options);
  let [passed, failed] = [0, 0];
  for await (const { name, ok, what } of smoke(() => loadMachine(choice))) {
    if (ok) passed += 1;
    else failed += 1;
    const [first = '', ...rest] = plainLines(what);
    const lines = [
      `${ok ? 'ok  ' : 'FAIL'} ${name}${first === '' ? '' : `: ${first}`}`,
      ...rest.map((line) => `       ${line}`),
    ];
    process.stdout.write(`${lines.join('\n')}\n`);
  }
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed === 0 ? exitCodes.conformant : passed === 0 ? exitCodes.usage : exitCodes.notConformant;
}
