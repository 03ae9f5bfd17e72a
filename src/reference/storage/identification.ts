import type { ProgramException } from '../../architecture/interruption-codes';
import { programInterruptionCodes } from '../../architecture/interruption-codes';
import type { Cpu } from '../cpu/cpu';
import { ProgramCheck } from '../cpu/program-check';
import { type Access, Kind, Space } from './access';

/** The five kinds of protection; `none` is an access exception that is not a protection exception. */
export type Protection = 'none' | 'key' | 'low-address' | 'dat' | 'access-list' | 'execution';

/** Bits 56, 60 and 61 with enhanced suppression on protection 2. Source: gaccess.c trans_exc_ending; kvm-unit-tests fault.h. */
const kindBits: Readonly<Record<Protection, bigint>> = {
  none: 0x00n,
  key: 0x08n,
  'low-address': 0x80n,
  dat: 0x04n,
  'access-list': 0x0cn,
  execution: 0x84n,
};

/** With enhanced suppression on protection 1 only DAT (0x04) and access-list (0x0C) protection are told apart. */
const firstEnhancement: readonly Protection[] = ['dat', 'access-list'];

export function teidOf(cpu: Cpu, access: Access, protection: Protection): bigint {
  const page = access.address & ~0xfffn;
  const direction = access.kind === Kind.store ? 0x400n : 0x800n;
  const told = cpu.has(131) || firstEnhancement.includes(protection);
  return page | (cpu.has(75) ? direction : 0n) | (told ? kindBits[protection] : 0n) | BigInt(access.space);
}

/** An access exception, with its identifications. */
export function accessException(cpu: Cpu, access: Access, exception: ProgramException, entry?: bigint): ProgramCheck {
  return new ProgramCheck(
    programInterruptionCodes[exception],
    cpu.behaviour.teidOf(cpu, access, 'none'),
    access.space === Space.accessRegister ? access.accessRegister : 0,
    entry,
  );
}

/** A protection exception. The access has changed nothing. */
export function protectionException(cpu: Cpu, access: Access, protection: Protection): ProgramCheck {
  return new ProgramCheck(
    programInterruptionCodes.protection,
    cpu.behaviour.teidOf(cpu, access, protection),
    access.space === Space.accessRegister ? access.accessRegister : 0,
  );
}
