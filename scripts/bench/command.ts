import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { packageRoot } from '../../src/package-root';

/** Milliseconds of CPU time of all processes that have ended below this one, to 10 ms (Linux counts 100 ticks a second). */
function cpuOfEnded(): number {
  const text = readFileSync('/proc/self/stat', 'latin1');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[13]) + Number(fields[14])) * 10;
}

/**
 * Milliseconds of CPU time of a Node command and of all it starts.
 * @throws when it ends with another status than 0: what fails has not done the work that is measured
 */
export function cpuOfCommand(...args: string[]): number {
  const before = cpuOfEnded();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: packageRoot,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`${args.join(' ')}: status ${status}\n${stdout}${stderr}`);
  return cpuOfEnded() - before;
}
