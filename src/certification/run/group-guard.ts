import { spawn } from 'node:child_process';

/**
 * Kills a process group when this process ends in whatever way, `kill -9` included: a shell waits for the end of a
 * pipe that only this process holds. Needs no help of the group, which may be going round in a circle.
 * @returns lets go of the group
 */
export function guardGroup(group: number): () => void {
  const shell = spawn('sh', ['-c', 'read -r line || kill -s KILL -- "-$1"', 'sh', String(group)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  shell.on('error', () => {}); // Without a shell the group still ends with the IPC channel.
  shell.stdin.on('error', () => {});
  shell.unref();
  (shell.stdin as unknown as { unref?(): void }).unref?.();
  return () => shell.stdin.end('released\n');
}
