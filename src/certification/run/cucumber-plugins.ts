import type { Pickle } from '@cucumber/messages';
import { asModule } from './cucumber-module';

interface Filterable {
  readonly pickle: Pickle;
}

interface Coordinator {
  transform(event: 'pickles:filter', filter: (all: readonly Filterable[]) => readonly Filterable[]): void;
}

/** Runs only the pickles wanted. Cucumber's own choosing by line searches the whole file again for each pickle. */
export function selectionPlugin(wanted: (pickle: Pickle) => boolean): string {
  return asModule('selection', {
    type: 'plugin',
    coordinator({ transform }: Coordinator) {
      transform('pickles:filter', (all) => all.filter(({ pickle }) => wanted(pickle)));
    },
  });
}

/** A formatter that shows nothing: there must be one for stdout, and progress is ours. */
export function silentFormatter(): string {
  return asModule('silence', { type: 'formatter', formatter() {} });
}
