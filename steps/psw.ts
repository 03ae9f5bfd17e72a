import { cpuStateOffset } from '../src/architecture/cpu-state';
import { psw } from '../src/architecture/psw';
import { decodeField, encode } from '../src/codec/codec';
import { demand } from './expectation';
import type { Quantity } from './quantity-roles';
import { bigEndian, fromBigEndian } from './registers';
import type { TckWorld } from './world';

export function setPsw(world: TckWorld, values: Record<string, number>): void {
  const image = new Uint8Array(16);
  image.set(bigEndian(world.pswMask, 8));
  world.pswMask = fromBigEndian(encode(psw, values, image).subarray(0, 8));
}

/** A field of the PSW that one instruction after the other finds as the last has left it. */
function pswField(field: 'key' | 'cc', name: string): Quantity {
  return {
    make: (world, value) => setPsw(world, { [field]: Number(value) }),
    expect(world, expected) {
      const { psw: image } = world.executed;
      world.watch.pswStated({ [field]: 0 });
      demand(`the ${name} is not ${expected}`, [world.compare(name, expected, decodeField(psw, image, field))]);
    },
  };
}

export const pswKey = pswField('key', 'PSW key');
export const conditionCode = pswField('cc', 'condition code');

/** Of the instruction that the scenario executes next. */
export const instructionAddress: Quantity = {
  make(world, address) {
    world.instructionAddress = address;
    world.names(address, 6);
  },
};

export const prefix: Quantity = {
  make(world, address) {
    world.demands.prefix = Number(address);
    world.names(address, 8192);
  },
  async expect(world, expected) {
    world.watch.cpuStated(cpuStateOffset.prefix, 4);
    const seen = fromBigEndian(await world.read('cpu', cpuStateOffset.prefix, 4));
    world.currentPrefix = Number(seen);
    demand('the prefix is another', [world.compare('prefix', expected, seen, 4)]);
  },
};
