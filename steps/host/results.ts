import { defineParameterType } from '@cucumber/cucumber';
import { type ErrnoName, errnoName, errno as errnos } from '../../src/uapi/errno';
import { demand } from '../expectation';
import { parseErrno } from '../parameters';
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

function expectSuccess(world: TckWorld): void {
  const { name, value, errno } = world.host.returned;
  const seen = errno === 0 ? 'success' : errnoName(errno);
  demand(`${name} gave ${text(value, errno)}`, [world.compare(`result of ${name}`, 'success', seen)]);
}

function expectOneOf(world: TckWorld, expected: readonly ErrnoName[]): void {
  const { name, value, errno } = world.host.returned;
  const seen = text(value, errno);
  const fits = errno !== 0 && expected.some((one) => errnos[one] === errno);
  demand(`${name} gave ${seen}`, [
    world.compare(`result of ${name}`, expected.join(' or '), fits ? expected.join(' or ') : seen),
  ]);
}

type Expectation = (world: TckWorld) => void;

/** One error or, where several answers are allowed and the feature says why, several. */
function failure(names: string): Expectation {
  const expected = names.split(', ').map(parseErrno);
  return (world) => (expected.length === 1 ? expects(world, expected[0]!) : expectOneOf(world, expected));
}

defineParameterType({
  name: 'call-outcome',
  regexp: /succeeds|returns (0x[0-9A-F]+|\d+)|fails with (?:one of )?(E[A-Z0-9]+(?:, E[A-Z0-9]+)*)/,
  transformer: (value?: string, names?: string): Expectation => {
    if (value) return (world) => expects(world, String(BigInt(value)));
    return names ? failure(names) : expectSuccess;
  },
  useForSnippets: false,
});

Then('the call {call-outcome}', function (this: TckWorld, expect: Expectation) {
  expect(this);
});

/** A number or an error name: for outlines whose rows differ in it. */
Then('the result is {result}', function (this: TckWorld, expected: string) {
  expects(this, expected);
});
