import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../package-root';

/** The sources run as they are, by the hook of `scripts/typescript.cjs`; installed, compiled ones do. */
const fromSources = __filename.endsWith('.ts');

export const installation = {
  features: join(packageRoot, 'features'),
  /** Globs of the step files. */
  steps: [fromSources ? join(packageRoot, 'steps/**/!(*.test).ts') : join(packageRoot, 'dist/steps/**/!(*.test).js')],
  /** What a child process of node needs before its entry. */
  execArgv: fromSources ? ['--require', join(packageRoot, 'scripts/typescript.cjs')] : [],
  entry(name: string): string {
    return join(__dirname, `${name}.${fromSources ? 'ts' : 'js'}`);
  },
  /** The folder of an adapter's data: part of the sources, shipped beside the compiled code. */
  data(folder: string): string {
    return join(packageRoot, 'src', folder);
  },
  suite(): { name: string; version: string } {
    const { name, version } = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8')) as {
      name: string;
      version: string;
    };
    return { name, version };
  },
};
