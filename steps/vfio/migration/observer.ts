import type { Answer } from '../../../src/contract/entries';
import { demand } from '../../expectation';
import { Then } from '../../vocabulary';
import type { TckWorld } from '../../world';
import { walkText } from './states';

/** The arcs that a driver was asked for, as the device face lists them: writes of two bytes, old and new state, to region `migration`. */
export function arcsOf(answer: Answer | undefined): readonly (readonly [from: number, to: number])[] {
  if (answer?.kind !== 'accesses') throw new Error(`observe was answered with ${answer?.kind}`);
  return answer.accesses
    .filter(({ region }) => region === 'migration')
    .map(({ bytes }) => [bytes[0] ?? 0, bytes[1] ?? 0] as const);
}

/** `R>RP>S`; arcs that do not join are told apart by a semicolon. */
export function joined(arcs: readonly (readonly [from: number, to: number])[]): string {
  let text = '';
  let last: number | undefined;
  for (const [from, to] of arcs) {
    if (from === last) text += `>${walkText([to])}`;
    else text += `${text === '' ? '' : '; '}${walkText([from, to])}`;
    last = to;
  }
  return text;
}

export async function observe(world: TckWorld, id: string): Promise<Answer | undefined> {
  const [answer] = await world.perform(`observe "${id}"`, [{ verb: 'observe', device: id }]);
  return answer;
}

Then('the observer of {string} has seen {walk}', async function (this: TckWorld, id: string, walk: readonly number[]) {
  const seen = joined(arcsOf(await observe(this, id)));
  const expected = walkText(walk);
  demand(`the driver of "${id}" was asked for other arcs`, [this.compare(`walk of "${id}"`, expected, seen)]);
});
