import type { DataTable } from '@cucumber/cucumber';
import { demand } from '../expectation';
import { fieldLeft, left } from '../host/ioctl';
import { parseValue } from '../host/values';
import { Then } from '../vocabulary';
import type { TckWorld } from '../world';
import { type Chain, capabilityChain } from './capability-chain';

/** The chain behind the structure of the last call. */
function chain(world: TckWorld): Chain {
  const { bytes } = left(world.host);
  return capabilityChain(bytes, Number(fieldLeft(world.host, 'cap_offset')), world.host.order);
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
