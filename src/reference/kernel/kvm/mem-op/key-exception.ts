import type { Cpu } from '../../../cpu/cpu';
import { ProgramCheck } from '../../../cpu/program-check';
import type { Access } from '../../../storage/access';
import { protectionException } from '../../../storage/identification';

/** Bits 56, 60 and 61 of the translation-exception identification. */
const kindBits = 0x8cn;

/**
 * A key that does not match. Where pages before were stored into, the access is reported as terminated: no kind of protection.
 * Source: Linux 6.12 arch/s390/kvm/gaccess.c trans_exc_ending.
 */
export function keyException(cpu: Cpu, access: Access, terminated: boolean): ProgramCheck {
  const { code, teid, accessId } = protectionException(cpu, access, 'key');
  return terminated && teid !== undefined
    ? new ProgramCheck(code, teid & ~kindBits, accessId)
    : new ProgramCheck(code, teid, accessId);
}
