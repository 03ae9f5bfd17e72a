import { spawn } from 'node:child_process';
import { MachineAbsent } from '../../../contract/judgement';
import { noSpace, noTool, toolFailed } from '../absence';

export interface ToolOptions {
  readonly folder: string;
  readonly environment?: Readonly<Record<string, string>>;
}

const wordsKept = 4000;

/**
 * Runs a program to its end and answers what it wrote to stdout.
 * @throws MachineAbsent with one sentence when it is not there or fails
 */
export function runTool(name: string, args: readonly string[], options: ToolOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(name, args, {
      cwd: options.folder,
      env: { ...process.env, LC_ALL: 'C', ...options.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors = (errors + text).slice(-wordsKept);
    });
    child.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'ENOENT' ? noTool(name) : toolFailed(name, error.message)),
    );
    child.once('close', (code) => {
      if (code === 0) resolve(output);
      else if (/No space left on device/.test(errors + output)) reject(noSpace(options.folder));
      else reject(toolFailed(name, errors.trim() === '' ? output.slice(-wordsKept) : errors));
    });
  });
}

const unwritable: ReadonlySet<string> = new Set(['EACCES', 'EROFS', 'EPERM', 'ENOTDIR']);

/** Runs what writes files and says it in one sentence when there is no room for them. @throws MachineAbsent */
export async function withRoom<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code, path } = error as NodeJS.ErrnoException;
    if (error instanceof MachineAbsent || code === undefined) throw error;
    if (code === 'ENOSPC' || code === 'EDQUOT') throw noSpace(folder);
    if (code === 'ENOENT')
      throw new MachineAbsent(`${path} is not there: the layout of Debian's packages has changed.`);
    if (unwritable.has(code))
      throw new MachineAbsent(`${path ?? folder} cannot be written: set TCK_CACHE to a folder of your own.`);
    throw error;
  }
}
