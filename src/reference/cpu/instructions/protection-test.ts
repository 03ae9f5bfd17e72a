import { type Access, Kind } from '../../storage/access';
import { checkAvailable, keyBlocks, translateFragment } from '../../storage/checks';
import { describeByte } from '../../storage/translated';
import { firstAddress, secondAddress } from '../addresses';
import { demandKeysInstalled, privileged } from '../checks';
import type { Cpu } from '../cpu';
import { ProgramCheck } from '../program-check';
import { pswHas, pswMask, pswSpace, setConditionCode } from '../psw';
import type { Rows } from '../row';

/** Bits 56-59 of the second-operand address. */
export function testedKey(cpu: Cpu): number {
  return Number((secondAddress(cpu) >> 4n) & 0xfn);
}

/** The designation and the translation of the first operand; without a translation there is nothing to test. */
function isTranslatable(cpu: Cpu, access: Access): boolean {
  try {
    cpu.behaviour.designateSpace(cpu, access);
    translateFragment(cpu, access);
    return true;
  } catch (check) {
    if (check instanceof ProgramCheck && cpu.behaviour.saysNotTranslatable(check.code)) return false;
    throw check;
  }
}

/** Access-list-controlled protection shows when the space is designated for a store. */
function accessListBlocks(cpu: Cpu, access: Access): boolean {
  try {
    cpu.behaviour.designateSpace(cpu, access);
    return false;
  } catch {
    return true;
  }
}

/** Whether the operand can be stored into, as far as protection goes. */
export function storeIsAllowed(cpu: Cpu, access: Access): boolean {
  access.kind = Kind.store;
  return !(
    accessListBlocks(cpu, access) ||
    cpu.behaviour.lowAddressProtection(cpu, access) ||
    (access.dat && access.datProtected) ||
    keyBlocks(cpu, access)
  );
}

export function fetchIsAllowed(cpu: Cpu, access: Access): boolean {
  access.kind = Kind.fetch;
  return !keyBlocks(cpu, access);
}

/** Condition code 0: fetch and store; 1: fetch; 2: neither; 3: no translation. Source: Linux arch/s390/kvm/priv.c handle_tprot. */
function testProtection(cpu: Cpu): void {
  const { behaviour, instruction } = cpu;
  const dat = pswHas(cpu, pswMask.dat);
  const access = describeByte(cpu, Kind.fetch, firstAddress(cpu), pswSpace(cpu), instruction.base1, dat);
  if (!isTranslatable(cpu, access)) {
    setConditionCode(cpu, 3);
    return;
  }
  checkAvailable(cpu, access);
  access.key = behaviour.testedKey(cpu);
  const fetch = behaviour.fetchIsAllowed(cpu, access);
  setConditionCode(cpu, behaviour.storeIsAllowed(cpu, access) ? 0 : fetch ? 1 : 2);
}

export const protectionTest = {
  TPROT: {
    checks: [
      privileged,
      (cpu) => {
        if (cpu.behaviour.testedKey(cpu) !== 0) demandKeysInstalled(cpu);
      },
    ],
    action: testProtection,
  },
} satisfies Partial<Rows>;
