import type { Cpu } from '../cpu/cpu';
import { addressingMode, pswHas, pswKey, pswMask, pswSpace } from '../cpu/psw';
import type { Kind, Part, Space } from './access';
import type { Frame } from './storage';

/**
 * Checks an operand, fragment by fragment, and says where it is in absolute storage. Nothing is recorded or changed yet:
 * an operand is accessed as a whole or not at all. Addresses wrap as the addressing mode says.
 */
export function locate(
  cpu: Cpu,
  kind: Kind,
  address: bigint,
  length: number,
  space: Space,
  accessRegister: number,
  dat: boolean,
  key: number,
): Part {
  const { access } = cpu;
  access.kind = kind;
  access.operand = address;
  access.operandLength = length;
  access.address = address;
  access.length = length;
  access.space = space;
  access.accessRegister = accessRegister;
  access.dat = dat;
  access.key = key;
  cpu.behaviour.designateSpace(cpu, access);
  const inFrame = 4096 - Number(BigInt.asUintN(12, address));
  if (length <= inFrame) return checked(cpu);
  access.length = inFrame;
  const head = checked(cpu);
  for (let tail = head, left = length - inFrame; left > 0; left -= access.length) {
    access.address = BigInt.asUintN(addressingMode(cpu), access.address + BigInt(access.length));
    access.length = Math.min(left, 4096);
    tail.next = checked(cpu);
    tail = tail.next;
  }
  return head;
}

function checked(cpu: Cpu): Part {
  const { access } = cpu;
  const checks = cpu.behaviour.accessChecks;
  for (let index = 0; index < checks.length; index += 1) checks[index]!(cpu, access);
  return { absolute: access.absolute, length: access.length, next: undefined };
}

/** An operand as the PSW describes it: its address-space mode, translation and key. */
export function logical(cpu: Cpu, kind: Kind, address: bigint, length: number, base: number): Part {
  return locate(cpu, kind, address, length, pswSpace(cpu), base, pswHas(cpu, pswMask.dat), pswKey(cpu));
}

/** An operand at a real address, accessed with the key of the PSW. */
export function real(cpu: Cpu, kind: Kind, address: bigint, length: number): Part {
  return locate(cpu, kind, address, length, pswSpace(cpu), 0, false, pswKey(cpu));
}

/** The frame of a checked part, the fetch recorded. */
export function frameToFetch(cpu: Cpu, part: Part): Frame {
  cpu.behaviour.recordFetch(cpu, part.absolute);
  return cpu.storage.frame(part.absolute);
}

/** The frame of a checked part, the store recorded. */
export function frameToStore(cpu: Cpu, part: Part): Frame {
  cpu.behaviour.recordStore(cpu, part.absolute);
  return cpu.storage.frameToStore(part.absolute);
}

export function fetchPart(cpu: Cpu, operand: Part, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let done = 0;
  for (let part: Part | undefined = operand; part !== undefined; part = part.next) {
    const offset = part.absolute & 0xfff;
    bytes.set(frameToFetch(cpu, part).bytes.subarray(offset, offset + part.length), done);
    done += part.length;
  }
  return bytes;
}

export function storePart(cpu: Cpu, operand: Part, bytes: Uint8Array): void {
  let done = 0;
  for (let part: Part | undefined = operand; part !== undefined; part = part.next) {
    frameToStore(cpu, part).bytes.set(bytes.subarray(done, done + part.length), part.absolute & 0xfff);
    done += part.length;
  }
}
