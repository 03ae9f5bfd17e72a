import type { IRunOptions } from '@cucumber/cucumber/api';
import type { Pickle } from '@cucumber/messages';
import { selectionPlugin, silentFormatter } from './cucumber-plugins';

export interface RunOptionParts {
  readonly uris: readonly string[];
  /** Globs of step and hook files. */
  readonly support: readonly string[];
  readonly wanted: (pickle: Pickle) => boolean;
  readonly dryRun?: boolean;
}

/** A serial run of Cucumber that shows nothing and never tries twice. */
export function runOptions({ uris, support, wanted, dryRun = false }: RunOptionParts): IRunOptions {
  return {
    sources: { paths: [...uris], defaultDialect: 'en', names: [], tagExpression: '', order: 'defined' },
    support: { requirePaths: [...support] },
    runtime: {
      dryRun,
      failFast: false,
      filterStacktraces: false,
      parallel: 0,
      retry: 0,
      retryTagFilter: '',
      strict: true,
      worldParameters: {},
    },
    formats: { stdout: silentFormatter(), files: {}, publish: false, options: {} },
    plugins: { specifiers: [selectionPlugin(wanted)], options: {} },
  };
}
