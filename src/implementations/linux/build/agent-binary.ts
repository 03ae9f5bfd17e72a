import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { packageRoot } from '../../../package-root';
import { runTool } from './tool';

const folder = join(packageRoot, 'src/implementations/linux/agent');

/** Of all source files of the agent, in hexadecimal. */
export function agentDigest(): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(folder).sort()) hash.update(`${name}\0`).update(readFileSync(join(folder, name)));
  return hash.digest('hex');
}

/** Compiles the agent in one step; the file is whole or not there. @throws MachineAbsent */
export async function compileAgent(compiler: string, flags: readonly string[], to: string): Promise<void> {
  const sources = readdirSync(folder).filter((name) => name.endsWith('.c'));
  const partial = `${to}.${process.pid}`;
  await mkdir(join(to, '..'), { recursive: true });
  try {
    await runTool(
      compiler,
      ['-std=gnu11', '-O2', '-Wall', '-Wextra', '-pthread', ...flags, '-o', partial, ...sources],
      {
        folder,
      },
    );
    await rename(partial, to);
  } finally {
    await rm(partial, { force: true });
  }
}
