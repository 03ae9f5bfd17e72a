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
