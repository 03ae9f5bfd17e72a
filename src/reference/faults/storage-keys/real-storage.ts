import type { Mnemonic } from '../../../architecture/instructions';
import type { Cpu } from '../../cpu/cpu';
import { pswKey, setPswKey } from '../../cpu/psw';
import { cr0Mask } from '../../storage/protection';
import { acting, type Fault, rows } from '../fault';

/** The instruction works as with PSW key 0. */
const withKeyZero = (...mnemonics: Mnemonic[]): Fault['apply'] =>
  rows(
    mnemonics,
    acting((cpu, right) => {
      const key = pswKey(cpu);
      setPswKey(cpu, 0);
      try {
        right(cpu);
      } finally {
        setPswKey(cpu, key);
      }
    }),
  );

function withoutControl(cpu: Cpu, mask: number, right: (cpu: Cpu) => void): void {
  const control = cpu.crLow(0);
  cpu.setCrLow(0, control & ~mask);
  try {
    right(cpu);
  } finally {
    cpu.setCrLow(0, control);
  }
}

/** Real-storage instructions and operands of control instructions: KEY-122, KEY-123. */
export const realStorageFaults: readonly Fault[] = [
  {
    name: 'real-fetches-unchecked',
    describes: 'LURA and LURAG do not check the key.',
    breaks: ['KEY-122'],
    apply: withKeyZero('LURA', 'LURAG'),
  },
  {
    name: 'real-stores-unchecked',
    describes: 'STURA and STURG do not check the key.',
    breaks: ['KEY-122'],
    apply: withKeyZero('STURA', 'STURG'),
  },
  {
    name: 'real-stores-ignore-lap',
    describes: 'STURA and STURG do not know low-address protection.',
    breaks: ['KEY-122'],
    apply: rows(
      ['STURA', 'STURG'],
      acting((cpu, right) => withoutControl(cpu, cr0Mask.lowAddressProtection, right)),
    ),
  },
  {
    name: 'spx-operand-unchecked',
    describes: 'The operand of SPX is fetched without a key, as in KVM before Linux 5.18.',
    breaks: ['KEY-123'],
    apply: withKeyZero('SPX'),
  },
  {
    name: 'stap-operand-unchecked',
    describes: 'The operands of STAP and STPX are stored without a key, as in KVM before Linux 5.18.',
    breaks: ['KEY-123'],
    apply: withKeyZero('STAP', 'STPX'),
  },
];
