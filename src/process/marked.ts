import { readdirSync, readFileSync } from 'node:fs';

/** The processes that have the mark, `NAME=value`, in their environment, as their descendants do. */
function carriers(mark: string): number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .filter((pid) => {
        try {
          return readFileSync(`/proc/${pid}/environ`, 'latin1').includes(mark);
        } catch {
          return false; // Gone, or somebody else's.
        }
      })
      .map(Number);
  } catch {
    return []; // No /proc here: the process group has to do.
  }
}

/** More than one round: a process may start another one while the list is read. */
const rounds = 5;

/** Kills a process group and all that carry the mark, whatever group or session they have moved to. */
export function killAll(group: number, mark: string): void {
  kill(-group);
  for (let round = 0; round < rounds; round += 1) {
    const left = carriers(mark);
    if (left.length === 0) return;
    left.forEach(kill);
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone already.
  }
}
