import type { DataTable } from '@cucumber/cucumber';
import { lowcore } from '../src/architecture/lowcore';
import { teid } from '../src/architecture/teid';
import { decode, decodeField, formatField } from '../src/codec/codec';
import type { Difference } from '../src/contract/judgement';
import { demand, hex } from './expectation';
import { prefixArea } from './prefix-area';
import { bigEndian } from './registers';
import { Then } from './vocabulary';
import type { TckWorld } from './world';

function teidText(value: bigint): string {
  const fields = decode(teid, bigEndian(value, 8));
  const shown = teid.fields.map((field) => `${field.name} ${formatField(field, fields[field.name]!)}`);
  return `${hex(value, 8)} (${shown.join(', ')})`;
}

async function storedTeid(world: TckWorld): Promise<bigint> {
  return decodeField(lowcore, await prefixArea(world), 'teid');
}

Then('the TEID is {address}', async function (this: TckWorld, expected: bigint) {
  const seen = await storedTeid(this);
  demand(`the TEID is not ${hex(expected)}`, [this.compare('TEID', teidText(expected), teidText(seen))]);
});

/** Several values allowed; the rule says why. */
Then('the TEID is one of {addresses}', async function (this: TckWorld, allowed: bigint[]) {
  this.expectations += 1;
  const seen = await storedTeid(this);
  if (allowed.includes(seen)) return;
  demand('the TEID is none of the allowed values', [
    { where: 'TEID', expected: `one of ${allowed.map((value) => hex(value)).join(', ')}`, seen: teidText(seen) },
  ]);
});

/** One line: `bits` (`0-51` or `56`) and the values they may have. */
function lineDifference(value: bigint, bits: string, allowed: string): Difference | undefined {
  const match = /^(\d+)(?:-(\d+))?$/.exec(bits);
  const [first, last] = [Number(match?.[1]), Number(match?.[2] ?? match?.[1])];
  if (!(first <= last && last <= 63)) throw new Error(`"${bits}" are no bits of a TEID`);
  const seen = BigInt.asUintN(last - first + 1, value >> BigInt(63 - last));
  if (allowed.split(', ').some((text) => BigInt(text) === seen)) return undefined;
  return { where: `bits ${bits} of the TEID`, expected: allowed, seen: `${hex(seen)} of ${teidText(value)}` };
}

export function demandTeid(world: TckWorld, value: bigint, table: DataTable): void {
  const lines = table.hashes();
  world.expectations += lines.length;
  const differences = lines.map(({ bits = '', values = '' }) => lineDifference(value, bits, values));
  demand('the TEID says something else', differences);
}

/** Columns `bits` and `values`; where several values are allowed they are separated by commas. */
Then('the TEID has:', async function (this: TckWorld, table: DataTable) {
  demandTeid(this, await storedTeid(this), table);
});

/** With bits 56, 60 and 61 zero nothing else in the TEID is valid: a machine may always answer so where the rule allows it. */
Then('the TEID has, unless bits 56, 60 and 61 are zero:', async function (this: TckWorld, table: DataTable) {
  const value = await storedTeid(this);
  this.expectations += 1;
  if ((value & 0x8cn) !== 0n) demandTeid(this, value, table);
});
