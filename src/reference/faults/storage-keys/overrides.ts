import type { Cpu } from '../../cpu/cpu';
import { type Access, Kind } from '../../storage/access';
import { cr0Has, cr0Mask } from '../../storage/protection';
import { acting, behaves, type Fault, row } from '../fault';

const fetchOverride = (applies: (cpu: Cpu, access: Access) => boolean): Fault['apply'] =>
  behaves(() => ({
    fetchProtectionOverride: (cpu, access) =>
      cr0Has(cpu, cr0Mask.fetchProtectionOverride) && access.kind !== Kind.store && applies(cpu, access),
  }));

const end = ({ address, length }: Access): bigint => address + BigInt(length);

/** Fetch-protection override and storage-protection override: KEY-19 to KEY-31. */
export const overrideFaults: readonly Fault[] = [
  {
    name: 'fpo-missing',
    describes: 'There is no fetch-protection override.',
    breaks: ['KEY-19', 'KEY-26', 'KEY-89'],
    apply: behaves(() => ({ fetchProtectionOverride: () => false })),
  },
  {
    name: 'fpo-ends-before-2047',
    describes: 'The last byte of the overridden area is left out.',
    breaks: ['KEY-19'],
    apply: fetchOverride((_cpu, access) => !access.privateSpace && end(access) < 2048n),
  },
  {
    name: 'fpo-covers-a-frame',
    describes: 'The override covers the whole first frame.',
    breaks: ['KEY-20'],
    apply: fetchOverride((_cpu, access) => !access.privateSpace && end(access) <= 4096n),
  },
  {
    name: 'fpo-tests-first-byte',
    describes: 'The override looks at the first byte of the operand only.',
    breaks: ['KEY-21'],
    apply: fetchOverride((_cpu, access) => !access.privateSpace && access.address < 2048n),
  },
  {
    name: 'fpo-always-on',
    describes: 'The control bit of the fetch-protection override is ignored.',
    breaks: ['KEY-22'],
    apply: behaves(() => ({
      fetchProtectionOverride: (_cpu, access) =>
        access.kind !== Kind.store && !access.privateSpace && end(access) <= 2048n,
    })),
  },
  {
    name: 'fpo-applies-to-stores',
    describes: 'The fetch-protection override lets stores through too.',
    breaks: ['KEY-23'],
    apply: behaves(() => ({
      fetchProtectionOverride: (cpu, access) =>
        cr0Has(cpu, cr0Mask.fetchProtectionOverride) && !access.privateSpace && end(access) <= 2048n,
    })),
  },
  {
    name: 'fpo-ignores-private-space',
    describes: 'The override applies in a private space.',
    breaks: ['KEY-24'],
    apply: fetchOverride((_cpu, access) => end(access) <= 2048n),
  },
  {
    name: 'private-space-without-dat',
    describes: 'The private-space bit of CR1 counts though DAT is off.',
    breaks: ['KEY-25'],
    apply: fetchOverride(
      (cpu, access) => !access.privateSpace && (access.dat || (cpu.cr(1) & 0x100n) === 0n) && end(access) <= 2048n,
    ),
  },
  {
    name: 'fpo-tests-absolute-address',
    describes: 'The override looks at the address after translation and prefixing.',
    breaks: ['KEY-26'],
    apply: fetchOverride((_cpu, access) => !access.privateSpace && access.absolute + access.length <= 2048),
  },
  {
    name: 'fpo-tests-real-address',
    describes: 'The override looks at the address after translation.',
    breaks: ['KEY-26'],
    apply: fetchOverride((_cpu, access) => !access.privateSpace && access.real + access.length <= 2048),
  },
  {
    name: 'spo-missing',
    describes: 'There is no storage-protection override.',
    breaks: ['KEY-27', 'KEY-90'],
    apply: behaves(() => ({ storageProtectionOverride: () => false })),
  },
  {
    name: 'spo-tests-access-key',
    describes: 'The override is for access key 9 and not for storage key 9.',
    breaks: ['KEY-27', 'KEY-28'],
    apply: behaves(() => ({
      storageProtectionOverride: (cpu, _storageKey, accessKey) =>
        accessKey === 9 && cr0Has(cpu, cr0Mask.storageProtectionOverride),
    })),
  },
  {
    name: 'spo-for-key-8-and-9',
    describes: 'The override ignores the low-order bit of the storage key.',
    breaks: ['KEY-28'],
    apply: behaves(() => ({
      storageProtectionOverride: (cpu, storageKey) =>
        storageKey >>> 5 === 4 && cr0Has(cpu, cr0Mask.storageProtectionOverride),
    })),
  },
  {
    name: 'spo-always-on',
    describes: 'Storage key 9 is open to all whatever the control bit.',
    breaks: ['KEY-29'],
    apply: behaves(() => ({ storageProtectionOverride: (_cpu, storageKey) => storageKey >>> 4 === 9 })),
  },
  {
    name: 'overrides-exclude-each-other',
    describes: 'With both overrides on only the fetch-protection override is honoured.',
    breaks: ['KEY-30'],
    apply: behaves((right) => ({
      storageProtectionOverride: (cpu, storageKey, accessKey) =>
        !cr0Has(cpu, cr0Mask.fetchProtectionOverride) && right.storageProtectionOverride(cpu, storageKey, accessKey),
    })),
  },
  {
    name: 'lctlg-keeps-overrides',
    describes: 'LCTLG loads CR0, and the override bits stay as they were.',
    breaks: ['KEY-31'],
    apply: row(
      'LCTLG',
      acting((cpu, right) => {
        const mask = BigInt(cr0Mask.fetchProtectionOverride | cr0Mask.storageProtectionOverride);
        const before = cpu.cr(0) & mask;
        right(cpu);
        cpu.setCr(0, (cpu.cr(0) & ~mask) | before);
      }),
    ),
  },
];
