import { readdirSync, readFileSync } from 'node:fs';

/** Every process that comes from a machine carries its token in this variable, whatever group or session it has moved to. */
export const tokenVariable = 'S390_TCK_MACHINE';

function carriers(token: string): number[] {
  const mark = `${tokenVariable}=${token}`;
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

/** Kills a process group and all that came from it, as far as it has not hidden its origin. */
export function killAll(group: number, token: string): void {
  kill(-group);
  for (let round = 0; round < rounds; round += 1) {
    const left = carriers(token);
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
