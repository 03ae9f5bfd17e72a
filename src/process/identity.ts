import { readFileSync } from 'node:fs';

/** A process as nothing but it is: numbers of processes are used again. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Ticks from the start of the computer to its own, field 22 of /proc/<pid>/stat; missing where there is no /proc. */
  readonly started?: string;
}

export function identityOf(pid: number): ProcessIdentity {
  const started = startOf(pid);
  return { pid, ...(started === undefined ? {} : { started }) };
}

function startOf(pid: number): string | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const [state, ...fields] = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' || state === 'X' ? undefined : fields[18];
  } catch {
    return undefined;
  }
}

export function isAlive({ pid, started }: ProcessIdentity): boolean {
  if (started !== undefined) return startOf(pid) === started;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
