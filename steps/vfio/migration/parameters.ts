import { defineParameterType } from '@cucumber/cucumber';
import { parseState, parseWalk, stateNames } from './states';

const state = `(?:${stateNames.join('|')})`;

const types: readonly [name: string, regexp: RegExp, transformer: (text: string) => unknown][] = [
  ['states', new RegExp(`${state}(?:, ${state})*`), (text) => text.split(', ').map(parseState)],
  ['walk', new RegExp(`${state}(?: > ${state})+`), parseWalk],
  ['failure', /once|for good/, (text) => text],
  ['watcher', /the program|an observer at its driver/, (text) => text],
];

for (const [name, regexp, transformer] of types) {
  defineParameterType({ name, regexp, transformer, useForSnippets: false });
}
