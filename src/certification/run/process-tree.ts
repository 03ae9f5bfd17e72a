import { readdirSync, readFileSync } from 'node:fs';

/** What processes have used. */
export interface Use {
  readonly cpuSeconds: number;
  /** In memory now. */
  readonly residentBytes: number;
}

/** Fields of /proc/<pid>/stat behind the command name, which may itself hold blanks and parentheses. */
function statOf(pid: number | string): (Use & { readonly parent: number }) | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return {
      parent: Number(fields[1]),
      // Linux gives user space 100 ticks a second on every architecture Node runs on.
      cpuSeconds: (Number(fields[11]) + Number(fields[12])) / 100,
      residentBytes: Number(fields[21]) * pageSize(),
    };
  } catch {
    return undefined;
  }
}

let page: number | undefined;

/** Told by this process itself: its resident pages against its resident bytes. */
function pageSize(): number {
  if (page === undefined) {
    const pages = Number(readFileSync('/proc/self/statm', 'latin1').split(' ')[1]);
    const exact = process.memoryUsage.rss() / pages;
    page = 2 ** Math.round(Math.log2(exact));
  }
  return page;
}

/** Of one process; undefined where it is gone or there is no /proc. */
export function useOfProcess(pid: number): Use | undefined {
  return statOf(pid);
}

/** Of a process and its descendants that are alive; undefined where there is no /proc. */
export function useOfTree(root: number): Use | undefined {
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
  let [cpuSeconds, residentBytes] = [0, 0];
  for (const [pid, stat] of stats) {
    if (stat === undefined || !belongs(pid)) continue;
    cpuSeconds += stat.cpuSeconds;
    residentBytes += stat.residentBytes;
  }
  return { cpuSeconds, residentBytes };
}
