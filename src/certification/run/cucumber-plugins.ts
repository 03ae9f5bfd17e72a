import type { GherkinDocument, Pickle } from '@cucumber/messages';
import { asModule } from './cucumber-module';

/** What Cucumber runs, and what it hands to hooks. */
export interface SourcedPickle {
  readonly pickle: Pickle;
  readonly gherkinDocument: GherkinDocument;
}

interface Coordinator {
  transform(event: 'pickles:filter', filter: () => readonly SourcedPickle[]): void;
}

/** Runs these pickles, whatever the feature files say that Cucumber was given. */
export function planPlugin(pickles: readonly SourcedPickle[]): string {
  return asModule('plan', {
    type: 'plugin',
    coordinator({ transform }: Coordinator) {
      transform('pickles:filter', () => pickles);
    },
  });
}

/** A formatter that shows nothing: there must be one for stdout, and progress is ours. */
export function silentFormatter(): string {
  return asModule('silence', { type: 'formatter', formatter() {} });
}
