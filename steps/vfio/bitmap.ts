import { defineParameterType } from '@cucumber/cucumber';
import { readNumber } from '../../src/codec/host-field';
import { demand } from '../expectation';
import type { HostProgram } from '../host/host-program';
import { fieldLeft } from '../host/ioctl';
import { Then, When } from '../vocabulary';
import type { TckWorld } from '../world';

/** `no bit`, `bit 5`, `bits 0, 5 and 8`, `bits 0 to 511`. */
function parseBits(text: string): number[] {
  const range = /^bits (\d+) to (\d+)$/.exec(text);
  if (range === null) return (text.match(/\d+/g) ?? []).map(Number);
  const [first, last] = [Number(range[1]), Number(range[2])];
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

defineParameterType({
  name: 'bits',
  regexp: /no bit|bit \d+|bits \d+ to \d+|bits \d+(?:, \d+)* and \d+/,
  transformer: parseBits,
  useForSnippets: false,
});

/** The numbers of the bits that are one, in 64-bit words in the byte order of the host, the least significant first. */
async function bitsSet(program: HostProgram, name: string): Promise<number[]> {
  const { start: address, length } = program.named(name);
  const bytes = await program.look(BigInt(address), length);
  const found: number[] = [];
  for (let word = 0; word * 8 < length; word += 1) {
    const value = readNumber(bytes, word * 8, 8, program.order);
    for (let bit = 0; value >> BigInt(bit) !== 0n; bit += 1)
      if (((value >> BigInt(bit)) & 1n) === 1n) found.push(word * 64 + bit);
  }
  return found;
}

const smallestPage = 4096n;
const shown = 20;
const text = (bits: readonly number[]): string =>
  bits.length === 0
    ? 'none'
    : bits.slice(0, shown).join(', ') + (bits.length > shown ? ` and ${bits.length - shown} more` : '');

const without = (one: readonly number[], other: readonly number[]): number[] =>
  one.filter((bit) => !other.includes(bit));

async function expectBits(world: TckWorld, name: string, expected: readonly number[]): Promise<void> {
  const seen = await bitsSet(world.host, name);
  demand(`other bits of "${name}" are set`, [
    world.compare(`bits of "${name}" that are to be set and are clear`, 'none', text(without(expected, seen))),
    world.compare(`bits of "${name}" that are set and are to be clear`, 'none', text(without(seen, expected))),
  ]);
}

/** And no other, whether the feature says so or not. */
Then('{bits} of {string} is/are set( and no other)', function (this: TckWorld, bits: number[], name: string) {
  return expectBits(this, name, bits);
});

const told = new WeakMap<TckWorld, bigint>();

When('the program keeps the page size it was told', function (this: TckWorld) {
  told.set(this, fieldLeft(this.host, 'page_size'));
});

/** For pages of 4096 bytes; the page may be larger than the range that was asked for. */
Then(
  'the bits of {string} from {address} to {address} are set that lie in the page of that size around {address}, and no other',
  function (this: TckWorld, name: string, first: bigint, last: bigint, address: bigint) {
    const size = told.get(this);
    if (size === undefined || size === 0n) throw new Error('the program was told no page size');
    const page = address - (address % size);
    const bits: number[] = [];
    for (let at = first; at <= last; at += smallestPage)
      if (at >= page && at < page + size) bits.push(Number((at - first) / smallestPage));
    return expectBits(this, name, bits);
  },
);
