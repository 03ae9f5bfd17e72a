import { registerAddress } from '../../cpu/addresses';
import type { Cpu } from '../../cpu/cpu';
import type { Access } from '../../storage/access';
import { checkKey } from '../../storage/checks';
import { frameAt } from '../../storage/frames';
import { acting, behaves, type Fault, row } from '../fault';

/** Prefixing and keys: KEY-43 to KEY-47. */
export const prefixingFaults: readonly Fault[] = [
  {
    name: 'sske-without-prefixing',
    describes: 'SSKE takes the real address for an absolute one.',
    breaks: ['KEY-43'],
    apply: row(
      'SSKE',
      acting((cpu, right) => {
        const { prefix } = cpu;
        cpu.prefix = 0;
        try {
          right(cpu);
        } finally {
          cpu.prefix = prefix;
        }
      }),
    ),
  },
  {
    name: 'prefixing-in-one-direction',
    describes: 'Real 0 is the prefix area, and the real address of the prefix area is the prefix area as well.',
    breaks: ['KEY-44'],
    apply: behaves(() => ({ prefixed: (real, prefix) => (real < 0x2000 ? real + prefix : real) })),
  },
  {
    name: 'no-prefixing',
    describes: 'Real addresses are absolute addresses.',
    breaks: ['KEY-43', 'KEY-44', 'KEY-45', 'KEY-46'],
    apply: behaves(() => ({ prefixed: (real) => real })),
  },
  {
    name: 'key-of-real-frame',
    describes: 'An access is checked with the key of the real frame.',
    breaks: ['KEY-45'],
    apply: behaves((right) => ({
      accessChecks: right.accessChecks.map((check) =>
        check === checkKey
          ? (cpu: Cpu, access: Access) => {
              const { absolute, real } = access;
              access.absolute = real;
              checkKey(cpu, access);
              access.absolute = absolute;
            }
          : check,
      ),
    })),
  },
  {
    name: 'spx-without-effect',
    describes: 'SPX ends and the prefix is the old one.',
    breaks: ['KEY-46'],
    apply: row(
      'SPX',
      acting((cpu, right) => {
        const { prefix } = cpu;
        right(cpu);
        cpu.prefix = prefix;
      }),
    ),
  },
  {
    name: 'sske-block-prefixed',
    describes: 'The blocks of SSKE with the multiple-block control start at a real address.',
    breaks: ['KEY-47'],
    apply: behaves(() => ({ blockAddressing: 'real' })),
  },
  {
    name: 'iske-without-prefixing',
    describes: 'ISKE takes the real address for an absolute one.',
    breaks: ['KEY-44'],
    apply: row(
      'ISKE',
      acting((cpu) => {
        const { first: r1, second: r2 } = cpu.instruction;
        cpu.behaviour.insertKey(cpu, r1, cpu.storage.key(frameAt(cpu, registerAddress(cpu, r2), 'absolute')));
      }),
    ),
  },
];
