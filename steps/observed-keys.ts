import { storageKey } from '../src/architecture/storage-key';
import { decodeField } from '../src/codec/codec';
import { demand, hex } from './expectation';
import type { Quantity } from './quantity-roles';
import { Then } from './vocabulary';
import type { TckWorld } from './world';

async function demandBit(
  world: TckWorld,
  bit: 'reference' | 'change',
  address: bigint,
  expected: number,
): Promise<void> {
  world.watch.keyStated(Number(address));
  await world.start();
  world.looksAt(Number(address), 1);
  const seen = decodeField(storageKey, await world.read('key', address - (address % 4096n), 1), bit);
  const where = `${bit} bit of frame ${hex(address)}`;
  demand(`the ${where} is not ${expected}`, [world.compare(where, expected, seen)]);
}

/** `the change bit of frame 0x10000`. Of a frame the scenario may never have given a key: the rest of the key is left alone. */
export function keyBit(text: string): Quantity {
  const [, bit, , , , address = ''] = text.split(' ');
  return {
    expect: (world, expected) => demandBit(world, bit as 'reference' | 'change', BigInt(address), Number(expected)),
  };
}

/** Where the architecture leaves the key unpredictable: takes it out of "nothing else has changed". */
Then('frame {address} may have any key', function (this: TckWorld, address: bigint) {
  this.watch.keyStated(Number(address));
});
