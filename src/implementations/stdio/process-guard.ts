import { spawn } from 'node:child_process';
import { tokenVariable } from './descendants';

const script = `read -r line && exit
kill -s KILL -- "-$1"
for round in 1 2 3 4 5; do
  for file in $(grep -l -a -F -e "$2" /proc/[0-9]*/environ 2>/dev/null); do
    pid=\${file#/proc/}
    kill -s KILL "\${pid%/environ}"
  done
done`;

/**
 * Kills a process group and its scattered descendants when this process ends in whatever way, `kill -9` included: a shell
 * waits for the end of a pipe that only this process holds.
 * @returns lets go of them
 */
export function guardProcesses(group: number, token: string): () => void {
  const shell = spawn('sh', ['-c', script, 'sh', String(group), `${tokenVariable}=${token}`], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  shell.on('error', () => {});
  shell.stdin.on('error', () => {});
  shell.unref();
  (shell.stdin as unknown as { unref?(): void }).unref?.();
  return () => shell.stdin.end('released\n');
}
