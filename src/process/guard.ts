import { spawn } from 'node:child_process';

/** `$1` is the process group, `$2` the mark; a mark that is empty stands for none. */
const script = `read -r line && exit
kill -s KILL -- "-$1"
[ -n "$2" ] || exit
for round in 1 2 3 4 5; do
  for file in $(grep -l -a -F -e "$2" /proc/[0-9]*/environ 2>/dev/null); do
    pid=\${file#/proc/}
    kill -s KILL "\${pid%/environ}"
  done
done`;

/**
 * Kills a process group, and the processes that carry the mark wherever they have gone, when this process ends in whatever
 * way, `kill -9` included: a shell waits for the end of a pipe that only this process holds. It needs no help of those
 * processes, which may be going round in a circle. Without a shell nothing is guarded.
 * @param mark `NAME=value` in their environment
 * @returns lets go of them
 */
export function guardProcesses(group: number, mark = ''): () => void {
  const shell = spawn('sh', ['-c', script, 'sh', String(group), mark], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  shell.on('error', () => {});
  shell.stdin.on('error', () => {});
  shell.unref();
  (shell.stdin as unknown as { unref?(): void }).unref?.();
  return () => shell.stdin.end('released\n');
}
