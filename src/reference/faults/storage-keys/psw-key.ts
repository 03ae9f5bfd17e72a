import { firstAddress } from '../../cpu/addresses';
import { extractionAuthority, privileged } from '../../cpu/checks';
import { pswKey, setPswKey } from '../../cpu/psw';
import { acting, type Fault, row, without } from '../fault';

/** SPKA and IPK: KEY-118, KEY-120, KEY-121. */
export const pswKeyFaults: readonly Fault[] = [
  {
    name: 'spka-privileged',
    describes: 'SPKA is refused in problem state whatever the PSW-key mask, as in QEMU.',
    breaks: ['KEY-119'],
    apply: row('SPKA', (right) => ({ ...right, checks: [privileged] })),
  },
  {
    name: 'spka-needs-no-authority',
    describes: 'SPKA does not look at the PSW-key mask.',
    breaks: ['KEY-118'],
    apply: row(
      'SPKA',
      acting((cpu) => setPswKey(cpu, Number((firstAddress(cpu) >> 4n) & 0xfn))),
    ),
  },
  {
    name: 'spka-without-effect',
    describes: 'SPKA ends and the PSW key is the old one.',
    breaks: ['KEY-120'],
    apply: row(
      'SPKA',
      acting((cpu, right) => {
        const key = pswKey(cpu);
        right(cpu);
        setPswKey(cpu, key);
      }),
    ),
  },
  {
    name: 'spka-key-in-low-bits',
    describes: 'SPKA takes the key from bits 60-63 of its address.',
    breaks: ['KEY-120'],
    apply: row(
      'SPKA',
      acting((cpu) => setPswKey(cpu, Number(firstAddress(cpu) & 0xfn))),
    ),
  },
  {
    name: 'ipk-key-in-low-bits',
    describes: 'IPK inserts the key into bits 60-63.',
    breaks: ['KEY-121'],
    apply: row(
      'IPK',
      acting((cpu) => cpu.setLow(2, (cpu.low(2) & ~0xff) | pswKey(cpu))),
    ),
  },
  {
    name: 'ipk-clears-register',
    describes: 'IPK makes bits 0-55 of general register 2 zero.',
    breaks: ['KEY-121'],
    apply: row(
      'IPK',
      acting((cpu) => cpu.setGr(2, BigInt(pswKey(cpu) << 4))),
    ),
  },
  {
    name: 'ipk-without-extraction-authority',
    describes: 'Problem state may use IPK whatever the extraction-authority control.',
    breaks: ['KEY-121'],
    apply: row('IPK', without(extractionAuthority)),
  },
];
