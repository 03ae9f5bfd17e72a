import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join, sep } from 'node:path';
import { promisify } from 'node:util';
import { noQemu, notExecutable } from './absence';

const run = promisify(execFile);

/** The full path of a program, as a shell would find it. */
export function located(program: string): string | undefined {
  const candidates = program.includes(sep)
    ? [program]
    : (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, program));
  return candidates.find((candidate) => existsSync(candidate));
}

/** @throws MachineAbsent when it is no QEMU */
export async function versionOf(path: string): Promise<string> {
  let text = '';
  try {
    accessSync(path, constants.X_OK);
    text = (await run(path, ['--version'], { timeout: 20_000, killSignal: 'SIGKILL' })).stdout;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EACCES' || code === 'ENOEXEC') throw notExecutable(path);
    throw noQemu(path);
  }
  const version = /^QEMU emulator version (.+)$/m.exec(text)?.[1];
  if (version === undefined) throw noQemu(path);
  return version.trim();
}
