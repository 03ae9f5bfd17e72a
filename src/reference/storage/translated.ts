import type { Cpu } from '../cpu/cpu';
import type { Access, Kind, Space } from './access';
import { translateFragment } from './checks';

/** Describes an access to one byte, by whatever key and with translation. */
export function describeByte(cpu: Cpu, kind: Kind, address: bigint, space: Space, base: number, dat: boolean): Access {
  const { access } = cpu;
  access.kind = kind;
  access.operand = address;
  access.operandLength = 1;
  access.address = address;
  access.length = 1;
  access.space = space;
  access.accessRegister = base;
  access.dat = dat;
  return access;
}

/** The translation of an address, without an access to what is there. Translation exceptions are thrown. */
export function translated(cpu: Cpu, kind: Kind, address: bigint, space: Space, base: number): Access {
  const access = describeByte(cpu, kind, address, space, base, true);
  cpu.behaviour.designateSpace(cpu, access);
  translateFragment(cpu, access);
  // A large frame has an absolute address; prefixing is its own inverse.
  if (access.absolute === access.real) access.realAddress = BigInt(cpu.behaviour.prefixed(access.absolute, cpu.prefix));
  return access;
}
