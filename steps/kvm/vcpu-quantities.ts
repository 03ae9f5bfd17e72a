import { lowcore } from '../../src/architecture/lowcore';
import { decodeField } from '../../src/codec/codec';
import { demand, hex } from '../expectation';
import { parseRegister } from '../parameters';
import type { Quantity } from '../quantity-roles';
import { vcpuOf } from './vcpu';

const members: Readonly<Record<string, string>> = { GR: 'gprs', CR: 'crs', AR: 'acrs' };

/** `GR2 of the vCPU`, after the last KVM_RUN. */
export function vcpuRegister(text: string): Quantity {
  const { name, bytes } = parseRegister(text.split(' ')[0]!);
  return {
    expect(world, expected) {
      const seen = vcpuOf(world).field(`s.regs.${members[name.slice(0, 2)]}[${name.slice(2)}]`);
      demand(`${name} of the vCPU is ${hex(seen)}`, [world.compare(name, expected, seen, bytes)]);
    },
  };
}

/** Real 0xA0. */
export const guestsExceptionAccessId: Quantity = {
  expect(world, expected) {
    const seen = decodeField(lowcore, vcpuOf(world).seen.lowcoreAfter, 'exceptionAccessId');
    demand('the guest sees another exception access identification', [
      world.compare('exception access identification', expected, seen, 1),
    ]);
  },
};
