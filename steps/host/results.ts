import { type ErrnoName, errnoName, errno as errnos } from '../../src/uapi/errno';
import { demand } from '../expectation';
import { Then } from '../vocabulary';
import type { TckWorld } from '../world';

/** What a call gave, as features write it. */
function text(value: bigint, errno: number): string {
  return errno === 0 ? String(value) : errnoName(errno);
}

function expects(world: TckWorld, expected: string): void {
  const { name, value, errno } = world.host.returned;
  const seen = text(value, errno);
  demand(`${name} gave ${seen}, not ${expected}`, [world.compare(`result of ${name}`, expected, seen)]);
}

Then('the call succeeds', function (this: TckWorld) {
  const { name, value, errno } = this.host.returned;
  const seen = errno === 0 ? 'success' : errnoName(errno);
  demand(`${name} gave ${text(value, errno)}`, [this.compare(`result of ${name}`, 'success', seen)]);
});

Then('the call returns {number}', function (this: TckWorld, expected: bigint) {
  expects(this, String(expected));
});

Then('the call fails with {errno}', function (this: TckWorld, expected: ErrnoName) {
  expects(this, expected);
});

/** Where several answers are allowed; the feature says why. */
Then('the call fails with one of {errnos}', function (this: TckWorld, expected: readonly ErrnoName[]) {
  const { name, value, errno } = this.host.returned;
  const seen = text(value, errno);
  const fits = errno !== 0 && expected.some((one) => errnos[one] === errno);
  demand(`${name} gave ${seen}`, [
    this.compare(`result of ${name}`, expected.join(' or '), fits ? expected.join(' or ') : seen),
  ]);
});

/** A number or an error name: for outlines whose rows differ in it. */
Then('the result is {result}', function (this: TckWorld, expected: string) {
  expects(this, expected);
});
