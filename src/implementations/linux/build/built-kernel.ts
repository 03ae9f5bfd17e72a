import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtForAnother, notBuilt } from '../absence';
import { cacheFolder } from '../cache';
import { agentDigest } from './agent-binary';
import type { Target } from './target';

/** Raised when what is built, or how, changes: older results are not used then. */
export const recipe = 1;

/** What `s390-tck linux build` leaves behind, as `kernel.json` in the folder of the architecture. */
export interface BuiltKernel {
  readonly recipe: number;
  /** Version in package names and of the packages. */
  readonly version: string;
  readonly packageVersion: string;
  /** What uname says there. */
  readonly release: string;
  readonly agentDigest: string;
  /** Compiler of modules and agent. */
  readonly compiler: string;
  readonly kernel: string;
  readonly initramfs: string;
  readonly artefacts: readonly { readonly name: string; readonly sha256: string }[];
}

export const kernelFolder = (target: Target, cache = cacheFolder()): string => join(cache, target.architecture);

export const recordFile = (target: Target, cache?: string): string => join(kernelFolder(target, cache), 'kernel.json');

/** @throws MachineAbsent when there is none, or none that fits this version of the kit */
export function readBuiltKernel(target: Target, cache?: string): BuiltKernel {
  const file = recordFile(target, cache);
  if (!existsSync(file)) throw notBuilt();
  const record = JSON.parse(readFileSync(file, 'utf8')) as BuiltKernel;
  if (record.recipe !== recipe || record.agentDigest !== agentDigest()) throw builtForAnother();
  if (!existsSync(record.kernel) || !existsSync(record.initramfs)) throw notBuilt();
  return record;
}
