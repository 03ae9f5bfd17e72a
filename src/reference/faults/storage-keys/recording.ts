import { registerAddress } from '../../cpu/addresses';
import type { Cpu } from '../../cpu/cpu';
import { conditionCode } from '../../cpu/psw';
import { acting, behaves, type Fault, row } from '../fault';

/** Does something to the frame that TPROT has tested. */
const afterTest = (act: (cpu: Cpu, absolute: number) => void): Fault['apply'] =>
  row(
    'TPROT',
    acting((cpu, right) => {
      right(cpu);
      if (conditionCode(cpu) !== 3) act(cpu, cpu.access.absolute);
    }),
  );

/** Reference and change recording: KEY-82 to KEY-86. */
export const recordingFaults: readonly Fault[] = [
  {
    name: 'fetch-not-recorded',
    describes: 'A fetch leaves the reference bit alone.',
    breaks: ['KEY-82'],
    apply: behaves(() => ({ recordFetch: () => {} })),
  },
  {
    name: 'fetch-sets-change',
    describes: 'Any access sets the change bit.',
    breaks: ['KEY-82', 'KEY-84'],
    apply: behaves((right) => ({ recordFetch: right.recordStore })),
  },
  {
    name: 'store-not-recorded',
    describes: 'A store sets the reference bit only.',
    breaks: ['KEY-83'],
    apply: behaves((right) => ({ recordStore: right.recordFetch })),
  },
  {
    name: 'store-sets-change-only',
    describes: 'A store leaves the reference bit alone.',
    breaks: ['KEY-83'],
    apply: behaves(() => ({
      recordStore: (cpu, absolute) => cpu.storage.setKey(absolute, cpu.storage.key(absolute) | 0x02),
    })),
  },
  {
    name: 'sske-sets-change',
    describes: 'Setting a key counts as a change of the frame.',
    breaks: ['KEY-84'],
    apply: row(
      'SSKE',
      acting((cpu, right) => {
        right(cpu);
        const absolute = cpu.behaviour.prefixed(Number(registerAddress(cpu, cpu.instruction.second)), cpu.prefix);
        if (absolute < cpu.storage.size) cpu.storage.setKey(absolute, cpu.storage.key(absolute) | 0x02);
      }),
    ),
  },
  {
    name: 'tprot-records-store',
    describes: 'TPROT counts as the store it tests for.',
    breaks: ['KEY-85'],
    apply: afterTest((cpu, absolute) => cpu.behaviour.recordStore(cpu, absolute)),
  },
  {
    name: 'tprot-resets-reference',
    describes: 'TPROT takes the reference bit with it, as RRBE does.',
    breaks: ['KEY-85'],
    apply: afterTest((cpu, absolute) => cpu.storage.setKey(absolute, cpu.storage.key(absolute) & ~0x04)),
  },
];
