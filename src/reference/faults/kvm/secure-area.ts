import type { VcpuCheck } from '../../kernel/kvm/mem-op/checks';
import type { Fault } from '../fault';
import { kvm, replaced } from './change';

/** The order of the checks. */
const at = { flags: 0, empty: 1, overflow: 2, size: 3, protected: 4 } as const;

const checks = (change: (right: readonly VcpuCheck[]) => readonly VcpuCheck[]): Fault['apply'] =>
  kvm(({ sidaChecks }) => ({ sidaChecks: change(sidaChecks) }));

/** The secure instruction data area of a CPU that has none: MEM-103 to MEM-106. */
export const secureAreaFaults: readonly Fault[] = [
  {
    name: 'secure-area-on-ordinary-cpu',
    describes: 'An operation on the secure area of an ordinary CPU does nothing and succeeds.',
    breaks: ['MEM-105'],
    apply: checks((right) => replaced(right, at.protected)),
  },
  {
    name: 'secure-area-ignores-flags',
    describes: 'Flags are ignored: too large a size comes before them.',
    breaks: ['MEM-103'],
    apply: checks((right) => replaced(right, at.flags)),
  },
  {
    name: 'secure-area-takes-size-zero',
    describes: 'An operation of no bytes is not refused: an offset too large comes before it.',
    breaks: ['MEM-103'],
    apply: checks((right) => replaced(right, at.empty)),
  },
  {
    name: 'secure-area-unlimited',
    describes: 'Size and offset are not compared with the area.',
    breaks: ['MEM-104'],
    apply: checks((right) => replaced(right, at.size)),
  },
  {
    name: 'secure-area-sum-of-64-bits',
    describes: 'Size and offset are added without overflow, and are too big.',
    breaks: ['MEM-106'],
    apply: checks((right) => replaced(right, at.overflow)),
  },
];
