import { type DataTable, defineParameterType } from '@cucumber/cucumber';
import { lowcore } from '../src/architecture/lowcore';
import { teid } from '../src/architecture/teid';
import { decode, decodeField, formatField } from '../src/codec/codec';
import type { Difference } from '../src/contract/judgement';
import { demand, hex } from './expectation';
import { vcpuOf } from './kvm/vcpu';
import { prefixArea } from './prefix-area';
import type { Quantity } from './quantity-roles';
import { bigEndian } from './registers';
import { Then } from './vocabulary';
import type { TckWorld } from './world';

function teidText(value: bigint): string {
  const fields = decode(teid, bigEndian(value, 8));
  const shown = teid.fields.map((field) => `${field.name} ${formatField(field, fields[field.name]!)}`);
  return `${hex(value, 8)} (${shown.join(', ')})`;
}

async function teidOf(world: TckWorld): Promise<bigint> {
  return decodeField(lowcore, await prefixArea(world), 'teid');
}

export const storedTeid: Quantity = {
  async expect(world, expected) {
    const seen = await teidOf(world);
    demand(`the TEID is not ${hex(expected)}`, [world.compare('TEID', teidText(expected), teidText(seen))]);
  },
};

/** One line: `bits` (`0-51` or `56`) and the values they may have. */
function lineDifference(value: bigint, bits: string, allowed: string): Difference | undefined {
  const match = /^(\d+)(?:-(\d+))?$/.exec(bits);
  const [first, last] = [Number(match?.[1]), Number(match?.[2] ?? match?.[1])];
  if (!(first <= last && last <= 63)) throw new Error(`"${bits}" are no bits of a TEID`);
  const seen = BigInt.asUintN(last - first + 1, value >> BigInt(63 - last));
  if (allowed.split(', ').some((text) => BigInt(text) === seen)) return undefined;
  return { where: `bits ${bits} of the TEID`, expected: allowed, seen: `${hex(seen)} of ${teidText(value)}` };
}

function demandTeid(world: TckWorld, value: bigint, table: DataTable): void {
  const lines = table.hashes();
  world.expectations += lines.length;
  const differences = lines.map(({ bits = '', values = '' }) => lineDifference(value, bits, values));
  demand('the TEID says something else', differences);
}

/** Where a table finds a TEID, and whether nothing in it may be valid: bits 56, 60 and 61 are zero then. */
interface Teid {
  readonly ofVcpu: boolean;
  readonly mayBeInvalid: boolean;
}

defineParameterType({
  name: 'teid',
  regexp: /the TEID(?: that the guest sees)? has(?:, unless bits 56, 60 and 61 are zero)?/,
  transformer: (text: string): Teid => ({ ofVcpu: text.includes(' guest '), mayBeInvalid: text.includes(' unless ') }),
  useForSnippets: false,
});

/** Columns `bits` and `values`; where several values are allowed they are separated by commas. */
Then('{teid}:', async function (this: TckWorld, { ofVcpu, mayBeInvalid }: Teid, table: DataTable) {
  const value = ofVcpu ? decodeField(lowcore, vcpuOf(this).seen.lowcoreAfter, 'teid') : await teidOf(this);
  if (mayBeInvalid) this.expectations += 1;
  if (!mayBeInvalid || (value & 0x8cn) !== 0n) demandTeid(this, value, table);
});
