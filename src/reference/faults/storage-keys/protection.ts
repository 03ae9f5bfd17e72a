import { firstAddress, secondAddress } from '../../cpu/addresses';
import type { Cpu } from '../../cpu/cpu';
import { compareAndSwap, swapOperand } from '../../cpu/instructions/compare-and-swap';
import { ProgramCheck } from '../../cpu/program-check';
import { pswHas, pswKey, pswMask, pswSpace } from '../../cpu/psw';
import { type Access, Kind, type Part } from '../../storage/access';
import { checkKey } from '../../storage/checks';
import { viewOf } from '../../storage/numbers';
import { fetchPart, locate, logical } from '../../storage/operands';
import { moveBytes } from '../../storage/strings';
import { acting, behaves, type Fault, row, rows } from '../fault';

/** Moves what comes before the first byte that is blocked. */
function movePageByPage(cpu: Cpu): void {
  const { lead, base1, base2 } = cpu.instruction;
  const [to, from] = [firstAddress(cpu), secondAddress(cpu)];
  const toFrame = 4096n - (to & 0xfffn);
  for (let done = 0; done <= lead; ) {
    const count = Math.min(lead + 1 - done, done === 0 ? Number(toFrame) : 4096);
    const source = logical(cpu, Kind.fetch, from + BigInt(done), count, base2);
    moveBytes(cpu, logical(cpu, Kind.store, to + BigInt(done), count, base1), source);
    done += count;
  }
}

function changesWhenBlocked(change: (cpu: Cpu, access: Access) => void): Fault['apply'] {
  return behaves((right) => ({
    blocked: (cpu, access, protection) => {
      if (access.kind === Kind.store && protection === 'key') change(cpu, access);
      return right.blocked(cpu, access, protection);
    },
  }));
}

/** A compare-and-swap operand that is checked as a store only where it will be stored into. */
function operandAfterComparison(cpu: Cpu, length: 4 | 8 | 16): Part {
  try {
    return swapOperand(cpu, length);
  } catch (check) {
    if (!(check instanceof ProgramCheck)) throw check;
    const { base1, first } = cpu.instruction;
    const space = pswSpace(cpu);
    const fetched = locate(
      cpu,
      Kind.fetch,
      firstAddress(cpu),
      length,
      space,
      base1,
      pswHas(cpu, pswMask.dat),
      pswKey(cpu),
    );
    const content = viewOf(fetchPart(cpu, fetched, length));
    const expected = length === 4 ? BigInt(cpu.low(first)) : cpu.gr(first);
    const seen = length === 4 ? BigInt(content.getUint32(0)) : content.getBigUint64(0);
    if (expected === seen) throw check;
    return fetched;
  }
}

/** Key-controlled protection: KEY-06 to KEY-18. */
export const protectionFaults: readonly Fault[] = [
  {
    name: 'key-zero-obeys-fetch-protection',
    describes: 'Access key 0 is refused fetches of fetch-protected storage with other access-control bits.',
    breaks: ['KEY-06'],
    apply: behaves((right) => ({
      keyControlledProtection: (key, storageKey, store) =>
        right.keyControlledProtection(key, storageKey, store) ||
        (key === 0 && !store && storageKey >>> 4 !== 0 && (storageKey & 8) !== 0),
    })),
  },
  {
    name: 'key-zero-must-match-to-store',
    describes: 'Access key 0 is a key like any other for stores.',
    breaks: ['KEY-07'],
    apply: behaves((right) => ({
      keyControlledProtection: (key, storageKey, store) =>
        right.keyControlledProtection(key, storageKey, store) || (store && key !== storageKey >>> 4),
    })),
  },
  {
    name: 'matching-key-obeys-fetch-protection',
    describes: 'Fetch protection blocks every key but 0, the matching one too.',
    breaks: ['KEY-08'],
    apply: behaves(() => ({
      keyControlledProtection: (key, storageKey, store) =>
        key !== 0 && (store ? key !== storageKey >>> 4 : (storageKey & 8) !== 0),
    })),
  },
  {
    name: 'keys-compared-in-three-bits',
    describes: 'The low-order bit of the keys is not compared.',
    breaks: ['KEY-09', 'KEY-10'],
    apply: behaves((right) => ({
      keyControlledProtection: (key, storageKey, store) =>
        right.keyControlledProtection(key, storageKey, store) && key >>> 1 !== storageKey >>> 5,
    })),
  },
  {
    name: 'no-key-controlled-protection',
    describes: 'Keys are kept and never compared, as in an emulator that has the key instructions only.',
    breaks: ['KEY-09', 'KEY-10', 'KEY-16', 'KEY-17', 'KEY-20', 'KEY-113', 'KEY-122'],
    apply: behaves(() => ({ keyControlledProtection: () => false })),
  },
  {
    name: 'mismatch-blocks-every-fetch',
    describes: 'A fetch with another key is refused whether the storage is fetch-protected or not.',
    breaks: ['KEY-09', 'KEY-12'],
    apply: behaves(() => ({
      keyControlledProtection: (key, storageKey) => key !== 0 && key !== storageKey >>> 4,
    })),
  },
  {
    name: 'fetch-protection-protects-nothing',
    describes: 'Only stores are checked.',
    breaks: ['KEY-10', 'KEY-11'],
    apply: behaves((right) => ({
      keyControlledProtection: (key, storageKey, store) =>
        store && right.keyControlledProtection(key, storageKey, store),
    })),
  },
  {
    name: 'key-zero-frame-open-to-all',
    describes: 'Access-control bits 0 mean unprotected storage.',
    breaks: ['KEY-11', 'KEY-12'],
    apply: behaves((right) => ({
      keyControlledProtection: (key, storageKey, store) =>
        storageKey >>> 4 !== 0 && right.keyControlledProtection(key, storageKey, store),
    })),
  },
  {
    name: 'instruction-fetch-unchecked',
    describes: 'Keys are compared for operands and not for instructions.',
    breaks: ['KEY-13'],
    apply: behaves((right) => ({
      accessChecks: right.accessChecks.map((check) =>
        check === checkKey
          ? (cpu: Cpu, access: Access) => {
              if (access.kind !== Kind.instruction) checkKey(cpu, access);
            }
          : check,
      ),
    })),
  },
  {
    name: 'store-before-key-check',
    describes: 'The store is made before its key is compared.',
    breaks: ['KEY-14'],
    apply: changesWhenBlocked((cpu, { absolute }) => {
      cpu.storage.frameToStore(absolute).bytes[absolute & 0xfff]! ^= 0xff;
    }),
  },
  {
    name: 'blocked-store-sets-change',
    describes: 'The change bit is set when the store is tried.',
    breaks: ['KEY-15'],
    apply: changesWhenBlocked((cpu, { absolute }) => cpu.behaviour.recordStore(cpu, absolute)),
  },
  {
    name: 'compare-and-swap-checks-late',
    describes: 'Compare-and-swap checks for a store only when the comparison has succeeded.',
    breaks: ['KEY-16'],
    apply: rows(['CS', 'CSG'], (_right, name) =>
      compareAndSwap({ pair: false, width: name === 'CS' ? 4 : 8 }, operandAfterComparison),
    ),
  },
  {
    name: 'first-frame-speaks-for-operand',
    describes: 'Only the first frame of an operand is checked for its key.',
    breaks: ['KEY-17', 'KEY-18'],
    apply: behaves((right) => ({
      accessChecks: right.accessChecks.map((check) =>
        check === checkKey
          ? (cpu: Cpu, access: Access) => {
              if (access.address === access.operand) checkKey(cpu, access);
            }
          : check,
      ),
    })),
  },
  {
    name: 'mvc-moves-page-by-page',
    describes: 'MVC moves into the first frame before it looks at the second.',
    breaks: ['KEY-18'],
    apply: row('MVC', acting(movePageByPage)),
  },
];
