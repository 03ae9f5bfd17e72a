import { demand } from '../../expectation';
import { Given, Then } from '../../vocabulary';
import type { TckWorld } from '../../world';
import { enterState, expectState } from '../state';
import { askState, resultText } from './device-state';
import { parseState, stateName } from './states';

Given('the state of {string} is {expected-states}', function (this: TckWorld, id: string, states: readonly string[]) {
  const [state = '', ...others] = states;
  if (others.length > 0) throw new Error('a scenario begins in one state');
  return this.host.prepare(() => enterState(this, id, state));
});

/** Several where several outcomes are allowed; the feature says why. */
Then('the state of {string} is {expected-states}', function (this: TckWorld, id: string, states: readonly string[]) {
  return states.length === 1 ? expectState(this, id, states[0]!) : expectOneOf(this, id, states.map(parseState));
});

async function expectOneOf(world: TckWorld, id: string, states: readonly number[]): Promise<void> {
  const answer = await askState(world, id);
  const expected = states.map(stateName).join(' or ');
  const fits = answer.errno === 0 && states.includes(answer.state);
  const seen = answer.errno === 0 ? stateName(answer.state) : `GET failed: ${resultText(answer)}`;
  demand(`the state of "${id}" is ${seen}`, [world.compare(`state of "${id}"`, expected, fits ? expected : seen)]);
}

const failures = { once: 'fail-next-arc', 'for good': 'fail-and-error' } as const;

/** When it is asked for, once; two state numbers tell which arc. For good: it cannot be undone either. */
Given(
  '{string} fails the arc {walk} {failure}',
  function (this: TckWorld, id: string, [from, to]: readonly number[], failure: keyof typeof failures) {
    return this.host.prepare(async () => {
      const bytes = Uint8Array.of(from!, to!);
      const what = failures[failure];
      await this.perform(`an arc of "${id}" is going to fail`, [{ verb: 'stimulate', device: id, what, bytes }]);
    });
  },
);
