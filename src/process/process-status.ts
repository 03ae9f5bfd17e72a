import { readdirSync, readFileSync } from 'node:fs';

const ticksPerSecond = 100;

/** CPU seconds that a process has used so far; undefined when it is gone. */
export function cpuSecondsOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The command name may hold spaces and parentheses; fields count from behind its last parenthesis.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
  } catch {
    return undefined;
  }
}

/** Seconds that the thread of a process which had to wait longest for a CPU has waited so far; 0 where the kernel does not count them. */
export function secondsWithoutCpuOf(pid: number): number {
  try {
    const tasks = `/proc/${pid}/task`;
    // Nanoseconds run, nanoseconds waited, number of turns.
    const waited = readdirSync(tasks).map((id) =>
      Number(readFileSync(`${tasks}/${id}/schedstat`, 'latin1').split(' ')[1]),
    );
    return Math.max(0, ...waited) / 1e9;
  } catch {
    return 0;
  }
}
