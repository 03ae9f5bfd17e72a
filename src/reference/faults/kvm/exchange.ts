import { errno } from '../../../uapi/errno';
import { flag, type MemOp } from '../../kernel/kvm/mem-op/argument';
import { notLongerThan, onlyFlags } from '../../kernel/kvm/mem-op/checks';
import { type Exchange, exchangePiece } from '../../kernel/kvm/mem-op/exchange';
import { pageOf, pieceAt } from '../../kernel/kvm/mem-op/frame-access';
import type { VirtualMachine } from '../../kernel/kvm/vm';
import type { Operation } from '../../kernel/operation';
import type { Fault } from '../fault';
import { kvm, place, replaced } from './change';

type Wrong = (
  right: (vm: VirtualMachine, memOp: MemOp) => Operation,
) => (vm: VirtualMachine, memOp: MemOp) => Operation;

/** What happens behind the checks of flags, size and key. */
const exchanging = (wrong: Wrong): Fault['apply'] =>
  kvm(({ compareAndExchange }) => ({ compareAndExchange: wrong(compareAndExchange) }));

/** Refuses before anything of the program is read. */
const refusing = (refuse: (vm: VirtualMachine, memOp: MemOp) => number): Fault['apply'] =>
  exchanging(
    (right) =>
      function* (vm, memOp): Operation {
        const refused = refuse(vm, memOp);
        return refused === 0 ? yield* right(vm, memOp) : refused;
      },
  );

const isPower = (size: number): boolean => (size & (size - 1)) === 0;

/** The exchange where it takes other bytes for the operand. */
const reversing = (bytes: Uint8Array): Uint8Array => Uint8Array.from(bytes).reverse();

/** ABSOLUTE_CMPXCHG: MEM-50 to MEM-67. */
export const exchangeFaults: readonly Fault[] = [
  {
    name: 'cmpxchg-without-quadwords',
    describes: 'Sixteen bytes cannot be exchanged.',
    breaks: ['MEM-50'],
    apply: kvm(({ exchangeChecks }) => ({
      exchangeChecks: replaced(exchangeChecks, place.fifth, (_vm, { size }) => (size > 8 ? -errno.EINVAL : 0)),
    })),
  },
  {
    name: 'cmpxchg-without-bytes',
    describes: 'One and two bytes cannot be exchanged.',
    breaks: ['MEM-50'],
    apply: refusing((_vm, { size }) => (size < 3 ? -errno.EINVAL : 0)),
  },
  {
    name: 'cmpxchg-clears-old-value',
    describes: 'The old value of the program is zero after a successful exchange.',
    breaks: ['MEM-50'],
    apply: exchanging(
      (right) =>
        function* (vm, memOp): Operation {
          const before = vm.kernel.memory.copyIn(memOp.oldAddress, memOp.size);
          const result = yield* right(vm, memOp);
          const after = vm.kernel.memory.copyIn(memOp.oldAddress, memOp.size);
          if (result === 0 && before !== undefined && after !== undefined && Buffer.compare(before, after) === 0)
            vm.kernel.memory.copyOut(memOp.oldAddress, new Uint8Array(memOp.size));
          return result;
        },
    ),
  },
  {
    name: 'cmpxchg-says-try-again',
    describes: 'An exchange whose comparison fails is answered EAGAIN.',
    breaks: ['MEM-51'],
    apply: exchanging(
      (right) =>
        function* (vm, memOp): Operation {
          const before = vm.kernel.memory.copyIn(memOp.oldAddress, memOp.size);
          const result = yield* right(vm, memOp);
          const after = vm.kernel.memory.copyIn(memOp.oldAddress, memOp.size);
          const differs = before !== undefined && after !== undefined && Buffer.compare(before, after) !== 0;
          return result === 0 && differs ? -errno.EAGAIN : result;
        },
    ),
  },
  {
    name: 'cmpxchg-keeps-current-value',
    describes: 'A comparison that fails does not tell the current value.',
    breaks: ['MEM-51'],
    apply: exchanging(
      (right) =>
        function* (vm, memOp): Operation {
          const before = vm.kernel.memory.copyIn(memOp.oldAddress, memOp.size);
          const result = yield* right(vm, memOp);
          if (before !== undefined) vm.kernel.memory.copyOut(memOp.oldAddress, before);
          return result;
        },
    ),
  },
  {
    name: 'cmpxchg-always-stores',
    describes: 'The new value is stored whatever the comparison says.',
    breaks: ['MEM-51'],
    apply: kvm((right) => ({
      *exchangePiece(vm, memOp, expected, fresh) {
        const result = yield* right.exchangePiece(vm, memOp, expected, fresh);
        if (typeof result !== 'number') {
          const { frame, offset } = pieceAt(memOp.gaddr, memOp.size);
          pageOf(vm, frame, true)?.set(fresh, offset);
        }
        return result;
      },
    })),
  },
  {
    name: 'cmpxchg-little-endian',
    describes: 'The values of the program are in the order of little-endian numbers.',
    breaks: ['MEM-52'],
    apply: kvm((right) => ({
      *exchangePiece(vm, memOp, expected, fresh) {
        const result = yield* right.exchangePiece(vm, memOp, reversing(expected), reversing(fresh));
        return typeof result === 'number' ? result : { ...result, seen: reversing(result.seen) };
      },
    })),
  },
  {
    name: 'cmpxchg-values-in-quadwords',
    describes: 'The values of the program are taken from the right end of sixteen bytes.',
    breaks: ['MEM-50', 'MEM-52'],
    apply: exchanging(
      () =>
        function* (vm, memOp): Operation {
          const { memory } = vm.kernel;
          const fresh = memory.copyIn(memOp.buf, 16)?.subarray(16 - memOp.size);
          const expected = memory.copyIn(memOp.oldAddress, 16)?.subarray(16 - memOp.size);
          if (fresh === undefined || expected === undefined) return -errno.EFAULT;
          const result = yield* exchangePiece(vm, memOp, expected, fresh);
          return typeof result === 'number' ? result : 0;
        },
    ),
  },
  {
    name: 'cmpxchg-takes-size-zero',
    describes: 'An exchange of no bytes succeeds.',
    breaks: ['MEM-53'],
    apply: kvm((right) => ({
      exchangeChecks: replaced(right.exchangeChecks, place.empty),
      *compareAndExchange(vm, memOp) {
        return memOp.size === 0 ? 0 : yield* right.compareAndExchange(vm, memOp);
      },
    })),
  },
  {
    name: 'cmpxchg-of-any-size',
    describes: 'Any number of bytes up to sixteen can be exchanged.',
    breaks: ['MEM-53'],
    apply: exchanging(
      (right) =>
        function* (vm, memOp): Operation {
          if (isPower(memOp.size)) return yield* right(vm, memOp);
          const result = yield* exchangePiece(vm, memOp, new Uint8Array(memOp.size), new Uint8Array(memOp.size));
          return typeof result === 'number' ? result : 0;
        },
    ),
  },
  {
    name: 'cmpxchg-large-is-invalid',
    describes: 'A size that is larger than any operation may have is answered as a wrong argument.',
    breaks: ['MEM-53'],
    apply: kvm(({ exchangeChecks }) => ({ exchangeChecks: replaced(exchangeChecks, place.size) })),
  },
  {
    name: 'cmpxchg-wide-is-too-big',
    describes: 'More than sixteen bytes are too big and not a wrong argument.',
    breaks: ['MEM-53', 'MEM-54'],
    apply: kvm(({ exchangeChecks }) => ({
      exchangeChecks: replaced(exchangeChecks, place.fifth, notLongerThan(16)),
    })),
  },
  {
    name: 'cmpxchg-of-any-alignment',
    describes: 'An operand inside a frame can be exchanged whatever its alignment.',
    breaks: ['MEM-55'],
    apply: kvm((right) => ({
      exchangeIsAligned: (address, size) =>
        right.exchangeIsAligned(address, size) || Number(address & 0xfffn) + size <= 4096,
    })),
  },
  {
    name: 'cmpxchg-alignment-before-storage',
    describes: 'The alignment is looked at before storage.',
    breaks: ['MEM-56'],
    apply: refusing((_vm, { gaddr, size }) => (isPower(size) && gaddr % BigInt(size) !== 0n ? -errno.EINVAL : 0)),
  },
  {
    name: 'cmpxchg-size-before-storage',
    describes: 'A size that is no power of two is answered before storage is looked at.',
    breaks: ['MEM-57'],
    apply: refusing((_vm, { size }) => (isPower(size) ? 0 : -errno.EINVAL)),
  },
  {
    name: 'cmpxchg-ignores-flags',
    describes: 'The flags for a check alone and for injection are ignored.',
    breaks: ['MEM-58'],
    apply: kvm(({ exchangeChecks }) => ({
      exchangeChecks: replaced(
        exchangeChecks,
        place.flags,
        onlyFlags(flag.checkOnly | flag.injectException | flag.storageKey),
      ),
    })),
  },
  {
    name: 'cmpxchg-storage-before-values',
    describes: 'Storage is looked at before the values of the program are read.',
    breaks: ['MEM-59'],
    apply: refusing((vm, { gaddr }) => (vm.slots.find(Number(gaddr >> 12n)) === undefined ? 5 : 0)),
  },
  {
    name: 'cmpxchg-fetches-only-where-different',
    describes:
      'A frame that may be fetched can be compared with every key, and the exchange is refused only when it stores.',
    breaks: ['MEM-61'],
    apply: kvm((right) => ({
      *exchangePiece(vm, memOp, expected, fresh) {
        const result = yield* right.exchangePiece(vm, memOp, expected, fresh);
        if (result !== 4) return result;
        const { frame, offset, length } = pieceAt(memOp.gaddr, memOp.size);
        const page = pageOf(vm, frame, false);
        const seen = page?.slice(offset, offset + length);
        const mayFetch = right.keyAllows(vm, frame, right.accessKey(memOp), false);
        if (seen === undefined || !mayFetch || Buffer.compare(seen, expected) === 0) return result;
        return { exchanged: false, seen };
      },
    })),
  },
  {
    name: 'cmpxchg-is-a-fetch-for-keys',
    describes: 'The key is compared as for a fetch.',
    breaks: ['MEM-60'],
    apply: kvm(({ keyAllows }) => ({ keyAllowsExchange: (vm, frame, key) => keyAllows(vm, frame, key, false) })),
  },
  {
    name: 'cmpxchg-compares-key-last',
    describes: 'The key is compared only when the values are equal.',
    breaks: ['MEM-61'],
    apply: kvm((right) => ({
      *exchangePiece(vm, memOp, expected, fresh) {
        const { frame, offset, length } = pieceAt(memOp.gaddr, memOp.size);
        const seen = pageOf(vm, frame, true)?.slice(offset, offset + length);
        if (seen !== undefined && Buffer.compare(seen, expected) !== 0) return { exchanged: false, seen };
        return yield* right.exchangePiece(vm, memOp, expected, fresh);
      },
    })),
  },
  {
    name: 'cmpxchg-refuses-matching-key',
    describes: 'With the flag only storage of key 0 can be exchanged.',
    breaks: ['MEM-62'],
    apply: kvm((right) => ({
      *exchangePiece(vm, memOp, expected, fresh): Generator<undefined, Exchange | number, undefined> {
        const { frame } = pieceAt(memOp.gaddr, memOp.size);
        if (memOp.has(flag.storageKey) && vm.storage.key(frame * 4096) >>> 4 !== 0) return 4;
        return yield* right.exchangePiece(vm, memOp, expected, fresh);
      },
    })),
  },
  {
    name: 'cmpxchg-in-two-steps',
    describes: 'Between the comparison and the store others can store.',
    breaks: ['MEM-63'],
    apply: kvm((right) => ({
      *exchangePiece(vm, memOp, expected, fresh) {
        const { frame, offset, length } = pieceAt(memOp.gaddr, memOp.size);
        const seen = pageOf(vm, frame, true)?.slice(offset, offset + length);
        const equal = seen !== undefined && Buffer.compare(seen, expected) === 0;
        yield;
        if (!equal) return yield* right.exchangePiece(vm, memOp, expected, fresh);
        pageOf(vm, frame, true)?.set(fresh, offset);
        right.record(vm, frame, true);
        return { exchanged: true, seen };
      },
    })),
  },
  {
    name: 'cmpxchg-doubleword-tries-again',
    describes: 'Four, eight and sixteen bytes are answered EAGAIN, as if a loop had come to its end.',
    breaks: ['MEM-50', 'MEM-64'],
    apply: refusing((_vm, { size }) => ([4, 8, 16].includes(size) ? -errno.EAGAIN : 0)),
  },
  {
    name: 'cmpxchg-different-is-dirty',
    describes: 'A frame is marked dirty though nothing was exchanged.',
    breaks: ['MEM-67'],
    apply: kvm(() => ({ recordExchange: (vm, frame) => vm.configuration.model.kvm.record(vm, frame, true) })),
  },
  {
    name: 'cmpxchg-stays-clean',
    describes: 'An exchange does not mark the frame dirty.',
    breaks: ['MEM-67'],
    apply: kvm(() => ({ recordExchange: (vm, frame) => vm.configuration.model.kvm.record(vm, frame, false) })),
  },
];
