import type { DataTable } from '@cucumber/cucumber';
import { readNumber } from '../../src/codec/host-field';
import { vfioInfoCapHeader } from '../../src/uapi/vfio/device';
import { demand } from '../expectation';
import { fieldLeft, left } from '../host/ioctl';
import { parseValue } from '../host/values';
import { Then } from '../vocabulary';
import type { TckWorld } from '../world';

interface Capability {
  readonly offset: number;
  readonly id: number;
}

/** The chain behind the structure of the last call, as far as it lies in the buffer, and how it ends. */
function chain(world: TckWorld): { found: Capability[]; ends: string } {
  const { bytes } = left(world.host);
  const number = (offset: number, length: number): number =>
    Number(readNumber(bytes, offset, length, world.host.order));
  const found: Capability[] = [];
  let offset = Number(fieldLeft(world.host, 'cap_offset'));
  while (offset !== 0) {
    if (offset + vfioInfoCapHeader.size > bytes.length) return { found, ends: `outside the buffer, next ${offset}` };
    if (found.some((one) => one.offset === offset)) return { found, ends: `in a circle, next ${offset}` };
    found.push({ offset, id: number(offset, 2) });
    offset = number(offset + 4, 4);
  }
  return { found, ends: found.length === 0 ? 'before it begins' : 'next 0' };
}

/** At least one capability, and a last one. */
Then('the chain of capabilities ends with next 0', function (this: TckWorld) {
  demand('the chain of capabilities is broken', [this.compare('the chain ends', 'next 0', chain(this).ends)]);
});

Then('every capability starts at a multiple of {number}', function (this: TckWorld, step: bigint) {
  const { found } = chain(this);
  demand(
    `a capability starts elsewhere`,
    found.map(({ offset }, index) =>
      this.compare(`offset of capability ${index + 1}, modulo ${step}`, 0, BigInt(offset) % step),
    ),
  );
});

/** Names that the uAPI gives to capabilities of this structure; a next that leads astray gives another number. */
Then('the capabilities are among:', function (this: TckWorld, table: DataTable) {
  const { found } = chain(this);
  const names = table.raw().map(([name = '']) => name);
  const known = names.map((name) => parseValue(this.host, name));
  demand('there is an unknown capability', [
    this.compare('a capability there is', 'yes', found.length > 0 ? 'yes' : 'no'),
    ...found.map(({ offset, id }) =>
      this.compare(
        `id of the capability at ${offset}`,
        names.join(' or '),
        known.includes(BigInt(id)) ? names.join(' or ') : String(id),
      ),
    ),
  ]);
});
