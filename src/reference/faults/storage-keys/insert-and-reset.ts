import { registerAddress } from '../../cpu/addresses';
import { datOn, extractionAuthority, privileged } from '../../cpu/checks';
import { ProgramCheck } from '../../cpu/program-check';
import { frameAt } from '../../storage/frames';
import { acting, behaves, type Fault, row, without } from '../fault';

/** ISKE, RRBE, RRBM and IVSK: KEY-74 to KEY-81, KEY-109 to KEY-111. */
export const insertAndResetFaults: readonly Fault[] = [
  {
    name: 'iske-clears-register',
    describes: 'ISKE makes bits 0-55 of R1 zero.',
    breaks: ['KEY-74'],
    apply: behaves(() => ({ insertKey: (cpu, register, key) => cpu.setGr(register, BigInt(key)) })),
  },
  {
    name: 'iske-not-privileged',
    describes: 'Problem state may read storage keys.',
    breaks: ['KEY-75'],
    apply: row('ISKE', without(privileged)),
  },
  {
    name: 'iske-sets-reference',
    describes: 'Looking at the key counts as a reference to the frame.',
    breaks: ['KEY-76'],
    apply: row(
      'ISKE',
      acting((cpu, right) => {
        const absolute = frameAt(cpu, registerAddress(cpu, cpu.instruction.second), 'real');
        right(cpu);
        cpu.behaviour.recordFetch(cpu, absolute);
      }),
    ),
  },
  {
    name: 'rrbe-condition-code-exchanged',
    describes: 'The condition code of RRBE is the reference bit plus two times the change bit.',
    breaks: ['KEY-77'],
    apply: behaves((right) => ({
      referenceAndChange: (key) => {
        const code = right.referenceAndChange(key);
        return (code >> 1) | ((code & 1) << 1);
      },
    })),
  },
  {
    name: 'rrbe-resets-change',
    describes: 'RRBE resets the change bit too.',
    breaks: ['KEY-77'],
    apply: behaves(() => ({ resetReference: (key) => key & ~0x06 })),
  },
  {
    name: 'rrbe-resets-nothing',
    describes: 'RRBE reports the bits and leaves them.',
    breaks: ['KEY-77', 'KEY-78', 'KEY-81'],
    apply: behaves(() => ({ resetReference: (key) => key })),
  },
  {
    name: 'rrbe-resets-fetch-protection',
    describes: 'RRBE writes the key back without its fetch-protection bit.',
    breaks: ['KEY-79'],
    apply: behaves((right) => ({ resetReference: (key) => right.resetReference(key) & ~0x08 })),
  },
  {
    name: 'rrbe-not-privileged',
    describes: 'Problem state may reset reference bits.',
    breaks: ['KEY-80'],
    apply: row('RRBE', without(privileged)),
  },
  {
    name: 'rrbe-ignores-missing-frames',
    describes: 'RRBE of a frame that is not there ends with condition code 0.',
    breaks: ['KEY-80'],
    apply: row(
      'RRBE',
      acting((cpu, right) => {
        try {
          right(cpu);
        } catch (check) {
          if (!(check instanceof ProgramCheck)) throw check;
        }
      }),
    ),
  },
  {
    name: 'rrbm-bits-reversed',
    describes: 'RRBM reports the first frame in bit 63.',
    breaks: ['KEY-81'],
    apply: row(
      'RRBM',
      acting((cpu, right) => {
        right(cpu);
        const { first: r1 } = cpu.instruction;
        const digits = cpu.gr(r1).toString(2).padStart(64, '0');
        cpu.setGr(r1, BigInt(`0b${[...digits].reverse().join('')}`));
      }),
    ),
  },
  {
    name: 'rrbm-of-one-frame',
    describes: 'RRBM resets the first frame of the group only.',
    breaks: ['KEY-81'],
    apply: row(
      'RRBM',
      acting((cpu, right) => {
        const start = frameAt(cpu, registerAddress(cpu, cpu.instruction.second), 'absolute') & ~0x3ffff;
        const keys = Array.from({ length: 64 }, (_, index) => cpu.storage.key(start + index * 4096));
        right(cpu);
        keys.forEach((key, index) => {
          if (index > 0) cpu.storage.setKey(start + index * 4096, key);
        });
      }),
    ),
  },
  {
    name: 'ivsk-shows-reference-and-change',
    describes: 'IVSK inserts all of the key.',
    breaks: ['KEY-109'],
    apply: row(
      'IVSK',
      acting((cpu, right) => {
        right(cpu);
        cpu.setLow(
          cpu.instruction.first,
          cpu.low(cpu.instruction.first) | (cpu.storage.key(cpu.access.absolute) & 0x06),
        );
      }),
    ),
  },
  {
    name: 'ivsk-of-real-address',
    describes: 'IVSK does not translate its address.',
    breaks: ['KEY-109'],
    apply: row(
      'IVSK',
      acting((cpu) => {
        const { first: r1, second: r2 } = cpu.instruction;
        const absolute = frameAt(cpu, registerAddress(cpu, r2), 'real');
        cpu.behaviour.insertKey(cpu, r1, cpu.storage.key(absolute) & 0xf8);
      }),
    ),
  },
  {
    name: 'ivsk-without-dat',
    describes: 'IVSK works with DAT off.',
    breaks: ['KEY-110'],
    apply: row('IVSK', (right) => ({
      checks: without(datOn)(right).checks,
      action: (cpu) => {
        const { first: r1, second: r2 } = cpu.instruction;
        cpu.behaviour.insertKey(cpu, r1, cpu.storage.key(frameAt(cpu, registerAddress(cpu, r2), 'real')) & 0xf8);
      },
    })),
  },
  {
    name: 'ivsk-without-extraction-authority',
    describes: 'Problem state may use IVSK whatever the extraction-authority control.',
    breaks: ['KEY-111'],
    apply: row('IVSK', without(extractionAuthority)),
  },
  {
    name: 'ivsk-privileged',
    describes: 'IVSK is a privileged operation whatever the extraction-authority control.',
    breaks: ['KEY-111'],
    apply: row('IVSK', (right) => ({ ...right, checks: [...right.checks, privileged] })),
  },
];
