import { join } from 'node:path';
import type { IRunOptions } from '@cucumber/cucumber/api';
import type { Pickle } from '@cucumber/messages';
import { packageRoot } from '../../package-root';
import { planPlugin, silentFormatter } from './cucumber-plugins';
import { documentOf } from './feature-document';

export interface RunOptionParts {
  /** Feature files that Cucumber reads. */
  readonly uris: readonly string[];
  /** Globs of step and hook files. */
  readonly support: readonly string[];
  readonly dryRun?: boolean;
}

/** A serial run of Cucumber that shows nothing and never tries twice. */
export function runOptions({ uris, support, dryRun = false }: RunOptionParts): IRunOptions {
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
  };
}

/**
 * A run of planned examples, in their order. Cucumber does not read their feature files: they have been read for the plan.
 * @param base the folder above the features folder
 */
export function planRun(pickles: readonly Pickle[], base: string, support: readonly string[]): IRunOptions {
  const documents = new Map([...new Set(pickles.map(({ uri }) => uri))].map((uri) => [uri, documentOf(uri, base)]));
  const sourced = pickles.map((pickle) => ({ pickle, gherkinDocument: documents.get(pickle.uri)! }));
  return {
    ...runOptions({ uris: [join(packageRoot, 'src/certification/run/nothing.feature')], support }),
    plugins: { specifiers: [planPlugin(sourced)], options: {} },
  };
}
