import { demand } from '../../expectation';
import { Given, Then } from '../../vocabulary';
import type { TckWorld } from '../../world';
import { askState, resultText } from './device-state';
import { stateName } from './states';

/** Where several outcomes are allowed; the feature says why. */
Then('the state of {string} is one of {states}', async function (this: TckWorld, id: string, states: number[]) {
  const answer = await askState(this, id);
  const expected = states.map(stateName).join(' or ');
  const fits = answer.errno === 0 && states.includes(answer.state);
  const seen = answer.errno === 0 ? stateName(answer.state) : `GET failed: ${resultText(answer)}`;
  demand(`the state of "${id}" is ${seen}`, [this.compare(`state of "${id}"`, expected, fits ? expected : seen)]);
});

/** Fails once, when it is asked for; two state numbers tell which arc. */
function failure(what: string) {
  return function (this: TckWorld, id: string, [from, to]: readonly number[]): void | Promise<void> {
    return this.host.prepare(async () => {
      const bytes = Uint8Array.of(from!, to!);
      await this.perform(`an arc of "${id}" is going to fail`, [{ verb: 'stimulate', device: id, what, bytes }]);
    });
  };
}

Given('{string} fails the arc {walk} once', failure('fail-next-arc'));
Given('{string} fails the arc {walk} for good', failure('fail-and-error'));
