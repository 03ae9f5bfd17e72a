import { defineParameterType } from '@cucumber/cucumber';
import { parseState, parseWalk, stateNames } from './states';

const state = `(?:${stateNames.join('|')})`;

const types: readonly [name: string, regexp: RegExp, transformer: (text: string) => unknown][] = [
  ['states', new RegExp(`${state}(?:, ${state})*`), (text) => text.split(', ').map(parseState)],
  [
    'expected-states',
    new RegExp(`(?:one of )?${state}(?:, ${state})*`),
    (text) => text.replace('one of ', '').split(', '),
  ],
  ['walk', new RegExp(`${state}(?: > ${state})+`), parseWalk],
  ['failure', /once|for good/, (text) => text],
  ['watcher', /the program|an observer at its driver/, (text) => text],
];

for (const [name, regexp, transformer] of types) {
  defineParameterType({ name, regexp, transformer, useForSnippets: false });
}
