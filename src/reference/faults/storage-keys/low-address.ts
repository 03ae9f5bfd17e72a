import type { Cpu } from '../../cpu/cpu';
import { frameChecks, lowAddressOfFrame } from '../../cpu/instructions/frame-management';
import { type Access, Kind } from '../../storage/access';
import { checkLowAddress, translateFragment } from '../../storage/checks';
import { cr0Has, cr0Mask, lowAddress } from '../../storage/protection';
import { behaves, type Fault, row, without } from '../fault';

const lowAddressWhen = (protects: (access: Access, cpu: Cpu) => boolean): Fault['apply'] =>
  behaves(() => ({
    lowAddressProtection: (cpu, access) =>
      access.kind === Kind.store && cr0Has(cpu, cr0Mask.lowAddressProtection) && protects(access, cpu),
  }));

/** Low-address protection: KEY-32 to KEY-42 and KEY-91. */
export const lowAddressFaults: readonly Fault[] = [
  {
    name: 'lap-missing',
    describes: 'There is no low-address protection.',
    breaks: ['KEY-32', 'KEY-34', 'KEY-91'],
    apply: behaves(() => ({ lowAddressProtection: () => false })),
  },
  {
    name: 'lap-misses-second-range',
    describes: 'Only 0-511 is protected.',
    breaks: ['KEY-32'],
    apply: lowAddressWhen(({ privateSpace, address }) => !privateSpace && address < 512n),
  },
  {
    name: 'lap-spares-key-zero',
    describes: 'Access key 0 stores into low addresses.',
    breaks: ['KEY-32'],
    apply: lowAddressWhen(({ privateSpace, address, key }) => !privateSpace && key !== 0 && lowAddress(address)),
  },
  {
    name: 'lap-covers-whole-frames',
    describes: 'The first two frames are protected.',
    breaks: ['KEY-33'],
    apply: lowAddressWhen(({ privateSpace, address }) => !privateSpace && address < 8192n),
  },
  {
    name: 'lap-tests-last-byte',
    describes: 'The last byte of the store decides.',
    breaks: ['KEY-34'],
    apply: lowAddressWhen(
      ({ privateSpace, address, length }) => !privateSpace && lowAddress(address + BigInt(length) - 1n),
    ),
  },
  {
    name: 'lap-blocks-fetches',
    describes: 'Low addresses cannot be fetched from.',
    breaks: ['KEY-35'],
    apply: behaves(() => ({
      lowAddressProtection: (cpu, { kind, privateSpace, address }) =>
        kind !== Kind.instruction && cr0Has(cpu, cr0Mask.lowAddressProtection) && !privateSpace && lowAddress(address),
    })),
  },
  {
    name: 'lap-ignores-private-space',
    describes: 'Low addresses of a private space are protected too.',
    breaks: ['KEY-36'],
    apply: lowAddressWhen(({ address }) => lowAddress(address)),
  },
  {
    name: 'lap-after-prefixing',
    describes: 'Low-address protection looks at the absolute address.',
    breaks: ['KEY-37'],
    apply: lowAddressWhen(({ privateSpace, dat, address }, cpu) => {
      const real = Number(address);
      return !privateSpace && lowAddress(BigInt(dat ? real : cpu.behaviour.prefixed(real, cpu.prefix)));
    }),
  },
  {
    name: 'lap-blocks-interruption-stores',
    describes: 'What an interruption stores is lost under low-address protection.',
    breaks: ['KEY-38'],
    apply: behaves((right) => ({
      assignedStorage: (cpu) =>
        cr0Has(cpu, cr0Mask.lowAddressProtection) ? new DataView(new ArrayBuffer(4096)) : right.assignedStorage(cpu),
    })),
  },
  {
    name: 'lap-teid-without-page',
    describes: 'The translation-exception identification of low-address protection has no page address.',
    breaks: ['KEY-40'],
    apply: behaves((right) => ({
      teidOf: (cpu, access, protection) =>
        right.teidOf(cpu, access, protection) & (protection === 'low-address' ? 0xfffn : -1n),
    })),
  },
  {
    name: 'lap-teid-as-key',
    describes: 'Low-address protection is identified as key-controlled protection.',
    breaks: ['KEY-40'],
    apply: behaves((right) => ({
      teidOf: (cpu, access, protection) => right.teidOf(cpu, access, protection === 'low-address' ? 'key' : protection),
    })),
  },
  {
    name: 'pfmf-ignores-lap',
    describes: 'PFMF clears low frames under low-address protection.',
    breaks: ['KEY-41', 'KEY-107'],
    apply: row('PFMF', without(frameChecks.lowAddress)),
  },
  {
    name: 'tb-ignores-lap',
    describes: 'TEST BLOCK clears low frames under low-address protection.',
    breaks: ['KEY-41'],
    apply: row('TB', without(lowAddressOfFrame)),
  },
  {
    name: 'lap-after-translation',
    describes: 'An address is translated before low-address protection is looked at.',
    breaks: ['KEY-42'],
    apply: behaves((right) => ({
      accessChecks: [
        translateFragment,
        ...right.accessChecks.map((check) => (check === translateFragment ? checkLowAddress : check)).slice(1),
      ],
    })),
  },
];
