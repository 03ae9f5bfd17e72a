import { demand } from '../../expectation';
import { Then } from '../../vocabulary';
import type { TckWorld } from '../../world';
import { showBits } from './device-state';

/** The values of device_state that the device face lists: writes to region `migration` of two bytes, the old value and the new one. */
async function values(world: TckWorld, device: string): Promise<number[]> {
  const [answer] = await world.perform(`observe "${device}"`, [{ verb: 'observe', device }]);
  if (answer?.kind !== 'accesses') throw new Error(`observe was answered with ${answer?.kind}`);
  return answer.accesses.filter(({ region }) => region === 'migration').map(({ bytes }) => bytes[1] ?? 0);
}

/** Each value once: a step that leaves the bits as they are is not told apart. */
function distinct(all: readonly number[]): number[] {
  return all.filter((value, index) => value !== all[index - 1]);
}

async function expectChanges(world: TckWorld, device: string, through: readonly bigint[], end: bigint): Promise<void> {
  const seen = distinct(await values(world, device)).map((value) => showBits(BigInt(value)));
  const expected = [...through, end].map(showBits);
  demand(`device_state of "${device}" went another way`, [
    world.compare('values of device_state', expected.join(', '), seen.join(', ')),
  ]);
}

Then(
  'the changes of {string} go through {v1-states}, and end in {v1-state}',
  function (this: TckWorld, device: string, through: readonly bigint[], end: bigint) {
    return expectChanges(this, device, through, end);
  },
);
