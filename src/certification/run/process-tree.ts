import { readdirSync, readFileSync } from 'node:fs';

/** Fields of /proc/<pid>/stat behind the command name, which may itself hold blanks and parentheses. */
function statOf(pid: string): { parent: number; ticks: number } | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
  } catch {
    return undefined;
  }
}

/** CPU seconds used so far by a process and its descendants that are alive; undefined where there is no /proc. */
export function cpuSecondsOfTree(root: number): number | undefined {
  let pids: string[];
  try {
    pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return undefined;
  }
  const stats = new Map(pids.map((pid) => [Number(pid), statOf(pid)]));
  const belongs = (pid: number): boolean => {
    if (pid === root) return true;
    const parent = stats.get(pid)?.parent;
    return parent !== undefined && parent > 1 && belongs(parent);
  };
  let ticks = 0;
  for (const [pid, stat] of stats) if (stat !== undefined && belongs(pid)) ticks += stat.ticks;
  return ticks / 100; // Linux gives user space 100 ticks a second on every architecture Node runs on.
}
