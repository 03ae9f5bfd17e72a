import { flag, op } from '../../kernel/kvm/mem-op/argument';
import { onlyFlags } from '../../kernel/kvm/mem-op/checks';
import { exchange } from '../../kernel/kvm/mem-op/exchange';
import { unusedIsZero } from '../../kernel/kvm/positions/first-request';
import type { Fault } from '../fault';
import { kvm, place, replaced } from './change';

/** The order of the checks of RFC v1; version 2 ends with that of unused bytes. */
const at = { flags: 0, unused: 2 } as const;

/** What those who argued for another interface would have had wrong: MEM-66, MEM-109 to MEM-111, MEM-115. */
export const positionFaults: readonly Fault[] = [
  {
    name: 'rfc2-exchanges',
    describes: 'The exchange operation is there before it was thought of.',
    breaks: ['MEM-66'],
    position: 'memop-rfc2',
    apply: kvm(({ vmOperations }) => ({ vmOperations: { ...vmOperations, [op.absoluteExchange]: exchange } })),
  },
  {
    name: 'rfc1-ignores-access-register',
    describes: 'The byte of the access register may hold anything, as nothing uses it.',
    breaks: ['MEM-109'],
    position: 'memop-rfc1',
    apply: kvm(({ absoluteChecks }) => ({
      absoluteChecks: replaced(
        absoluteChecks,
        at.unused,
        unusedIsZero(() => [32]),
      ),
    })),
  },
  {
    name: 'rfc1-ignores-unused-bytes',
    describes: 'The union is not looked at.',
    breaks: ['MEM-109'],
    position: 'memop-rfc1',
    apply: kvm(({ absoluteChecks }) => ({ absoluteChecks: replaced(absoluteChecks, at.unused) })),
  },
  {
    name: 'rfc1-key-in-union',
    describes: 'The key is in the union and the bits of the flags mean nothing.',
    breaks: ['MEM-110'],
    position: 'memop-rfc1',
    apply: kvm(() => ({ accessKey: ({ key }) => key & 15 })),
  },
  {
    name: 'rfc1-takes-later-flag',
    describes: 'The flag of the later versions is known.',
    breaks: ['MEM-110'],
    position: 'memop-rfc1',
    apply: kvm(({ absoluteChecks }) => ({
      absoluteChecks: replaced(absoluteChecks, place.flags, onlyFlags(flag.checkOnly | flag.storageKey | 0xf00n)),
    })),
  },
  {
    name: 'rfc2-ignores-unused-bytes',
    describes: 'Bytes that the new functionality does not use are ignored.',
    breaks: ['MEM-111'],
    position: 'memop-rfc2',
    apply: kvm(({ absoluteChecks }) => ({ absoluteChecks: absoluteChecks.slice(0, -1) })),
  },
  {
    name: 'no-prot-override-means-nothing',
    describes: 'The flag is taken, and the overrides help all the same.',
    breaks: ['MEM-115'],
    position: 'memop-no-prot-override',
    apply: kvm(() => ({ withOverrides: () => true })),
  },
  {
    name: 'no-prot-override-needs-a-cpu',
    describes: 'A VM refuses the flag, as it has no overrides.',
    breaks: ['MEM-115'],
    position: 'memop-no-prot-override',
    apply: kvm(({ absoluteChecks }) => ({
      absoluteChecks: replaced(absoluteChecks, place.flags, onlyFlags(flag.checkOnly | flag.storageKey)),
    })),
  },
];
