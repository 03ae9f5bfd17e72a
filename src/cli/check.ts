import { resolve } from 'node:path';
import { loadCatalogues } from '../certification/catalogue/load-catalogues';
import { exitCodes } from '../certification/exit-codes';
import { lint } from '../certification/lint/lint';
import { problemText } from '../certification/lint/problem';
import { installation } from './installation';

export interface CheckOptions {
  readonly json?: boolean;
  readonly features?: string;
  readonly steps?: string;
  readonly catalogue?: string;
}

/** @returns the exit code */
export async function runCheck({ json, features, steps, catalogue }: CheckOptions): Promise<number> {
  const problems = await lint({
    features: resolve(features ?? installation.features),
    steps: steps === undefined ? installation.steps : [resolve(steps)],
    catalogue: loadCatalogues(catalogue ?? installation.data('certification/catalogue')),
  });
  if (json) process.stdout.write(`${JSON.stringify(problems, undefined, 1)}\n`);
  else if (problems.length === 0) process.stdout.write('no problems\n');
  else process.stdout.write(`${problems.map(problemText).join('\n')}\n${problems.length} problems\n`);
  return problems.length === 0 ? exitCodes.conformant : exitCodes.notConformant;
}
