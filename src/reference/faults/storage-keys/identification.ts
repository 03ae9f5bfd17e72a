import { ProgramCheck } from '../../cpu/program-check';
import { behaves, type Fault } from '../fault';

/** Program interruptions and their identification: KEY-48 to KEY-54. */
export const identificationFaults: readonly Fault[] = [
  {
    name: 'teid-without-direction',
    describes: 'Bits 52-53 of the identification are zero.',
    breaks: ['KEY-40', 'KEY-48', 'KEY-49'],
    apply: behaves((right) => ({
      teidOf: (cpu, access, protection) => right.teidOf(cpu, access, protection) & ~0xc00n,
    })),
  },
  {
    name: 'teid-directions-exchanged',
    describes: 'A store is identified as a fetch and a fetch as a store.',
    breaks: ['KEY-48', 'KEY-49'],
    apply: behaves((right) => ({
      teidOf: (cpu, access, protection) => right.teidOf(cpu, access, protection) ^ 0xc00n,
    })),
  },
  {
    name: 'key-identified-as-dat',
    describes: 'Key-controlled protection is identified as DAT protection.',
    breaks: ['KEY-48', 'KEY-49'],
    apply: behaves((right) => ({
      teidOf: (cpu, access, protection) => right.teidOf(cpu, access, protection === 'key' ? 'dat' : protection),
    })),
  },
  {
    name: 'teid-of-primary-space',
    describes: 'Bits 62-63 of the identification are zero in every mode.',
    breaks: ['KEY-50'],
    apply: behaves((right) => ({ teidOf: (cpu, access, protection) => right.teidOf(cpu, access, protection) & ~3n })),
  },
  {
    name: 'teid-spaces-as-in-sac',
    describes: 'Bits 62-63 have the codes of SAC: secondary is 1, access register is 2.',
    breaks: ['KEY-50'],
    apply: behaves((right) => ({
      teidOf: (cpu, access, protection) => {
        const teid = right.teidOf(cpu, access, protection);
        const space = teid & 3n;
        return (teid & ~3n) | (space === 1n ? 2n : space === 2n ? 1n : space);
      },
    })),
  },
  {
    name: 'teid-of-operand-start',
    describes: 'The page address is that of the first byte of the operand.',
    breaks: ['KEY-17', 'KEY-51'],
    apply: behaves((right) => ({
      teidOf: (cpu, access, protection) =>
        (right.teidOf(cpu, access, protection) & 0xfffn) | (access.operand & ~0xfffn),
    })),
  },
  {
    name: 'dat-identified-as-key',
    describes: 'DAT protection is identified as key-controlled protection.',
    breaks: ['KEY-52'],
    apply: behaves((right) => ({
      teidOf: (cpu, access, protection) => right.teidOf(cpu, access, protection === 'dat' ? 'key' : protection),
    })),
  },
  {
    name: 'access-list-identified-as-dat',
    describes: 'Access-list-controlled protection is identified as DAT protection.',
    breaks: ['KEY-52'],
    apply: behaves((right) => ({
      teidOf: (cpu, access, protection) => right.teidOf(cpu, access, protection === 'access-list' ? 'dat' : protection),
    })),
  },
  {
    name: 'execution-identified-as-dat',
    describes: 'Instruction-execution protection is identified as DAT protection.',
    breaks: ['KEY-52'],
    apply: behaves((right) => ({
      teidOf: (cpu, access, protection) => right.teidOf(cpu, access, protection === 'execution' ? 'dat' : protection),
    })),
  },
  {
    name: 'dat-protection-has-page-translation-code',
    describes: 'A store into a DAT-protected page gives the code of a page-translation exception.',
    breaks: ['KEY-53'],
    apply: behaves((right) => ({
      blocked: (cpu, access, protection) => {
        const check = right.blocked(cpu, access, protection);
        return protection === 'dat' ? new ProgramCheck(0x11, check.teid, check.accessId) : check;
      },
    })),
  },
  {
    name: 'low-address-protection-has-addressing-code',
    describes: 'Low-address protection gives an addressing exception.',
    breaks: ['KEY-32', 'KEY-53'],
    apply: behaves((right) => ({
      blocked: (cpu, access, protection) =>
        protection === 'low-address' ? new ProgramCheck(0x05) : right.blocked(cpu, access, protection),
    })),
  },
  {
    name: 'ilc-unshifted',
    describes: 'The instruction-length code is stored in bits 14-15 of its halfword, as a number of halfwords.',
    breaks: ['KEY-54'],
    apply: behaves(() => ({ programIlc: (length) => length / 2 })),
  },
  {
    name: 'ilc-always-four',
    describes: 'Every instruction is reported with four bytes.',
    breaks: ['KEY-54'],
    apply: behaves(() => ({ programIlc: (length) => (length === 0 ? 0 : 4) })),
  },
  {
    name: 'protection-nullifies',
    describes: 'The program old PSW of a protection exception points at the instruction.',
    breaks: ['KEY-54'],
    apply: behaves((right) => ({ nullifies: (code) => code === 0x04 || right.nullifies(code) })),
  },
];
