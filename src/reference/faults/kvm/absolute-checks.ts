import { errno } from '../../../uapi/errno';
import { flag } from '../../kernel/kvm/mem-op/argument';
import { notLongerThan, onlyFlags, type VmCheck } from '../../kernel/kvm/mem-op/checks';
import { unusedIsZero } from '../../kernel/kvm/positions/first-request';
import type { Fault } from '../fault';
import { changed, kvm, place, replaced, vmOperation, withFields } from './change';

const checks = (change: (right: readonly VmCheck[]) => readonly VmCheck[]): Fault['apply'] =>
  kvm(({ absoluteChecks }) => ({ absoluteChecks: change(absoluteChecks) }));

/** What an absolute operation refuses before it looks at storage: MEM-10 to MEM-22, MEM-112, MEM-114 to MEM-116. */
export const absoluteCheckFaults: readonly Fault[] = [
  {
    name: 'absolute-takes-injection',
    describes: 'The flag that injects exceptions is accepted where there is no CPU.',
    breaks: ['MEM-10'],
    apply: checks((right) =>
      replaced(right, place.flags, onlyFlags(flag.checkOnly | flag.storageKey | flag.injectException)),
    ),
  },
  {
    name: 'absolute-ignores-unknown-flags',
    describes: 'Flags that mean nothing are ignored.',
    breaks: ['MEM-10', 'MEM-11', 'MEM-116'],
    apply: checks((right) => replaced(right, place.flags)),
  },
  {
    name: 'absolute-looks-at-low-flags',
    describes: 'Only the low-order half of the flags is looked at.',
    breaks: ['MEM-11'],
    apply: checks((right) =>
      replaced(right, place.flags, onlyFlags(flag.checkOnly | flag.storageKey | 0xffffffff00000000n)),
    ),
  },
  {
    name: 'absolute-takes-size-zero',
    describes: 'An operation of no bytes succeeds.',
    breaks: ['MEM-12'],
    apply: checks((right) => replaced(right, place.empty)),
  },
  {
    name: 'absolute-size-zero-lacks-memory',
    describes: 'An operation of no bytes finds no memory for its buffer, as before the check was added.',
    breaks: ['MEM-12'],
    apply: checks((right) =>
      replaced(right, place.empty, (_vm, memOp) =>
        memOp.size === 0 && !memOp.has(flag.checkOnly) ? -errno.ENOMEM : 0,
      ),
    ),
  },
  {
    name: 'absolute-largest-size-refused',
    describes: 'The largest size is one byte less than the capability tells.',
    breaks: ['MEM-13'],
    apply: checks((right) => replaced(right, place.size, notLongerThan(65535))),
  },
  {
    name: 'absolute-size-unlimited',
    describes: 'There is no largest size.',
    breaks: ['MEM-13', 'MEM-15'],
    apply: checks((right) => replaced(right, place.size)),
  },
  {
    name: 'absolute-size-before-flags',
    describes: 'A size too large is answered before a flag that means nothing.',
    breaks: ['MEM-14'],
    apply: checks(([flags, empty, size, ...rest]) => [size!, flags!, empty!, ...rest]),
  },
  {
    name: 'absolute-key-before-size',
    describes: 'A key out of range is answered before a size too large.',
    breaks: ['MEM-15'],
    apply: checks(([flags, empty, size, key, ...rest]) => [flags!, empty!, key!, size!, ...rest]),
  },
  {
    name: 'absolute-key-cut-to-four-bits',
    describes: 'The high-order bits of the key are ignored.',
    breaks: ['MEM-16'],
    apply: kvm((right) => ({
      absoluteChecks: replaced(right.absoluteChecks, place.key),
      accessKey: (memOp) => right.accessKey(memOp) & 15,
    })),
  },
  {
    name: 'absolute-key-without-flag',
    describes: 'The key counts whether the flag is set or not.',
    breaks: ['MEM-17', 'MEM-114'],
    apply: kvm(() => ({ accessKey: ({ key }) => key & 15 })),
  },
  {
    name: 'absolute-key-range-without-flag',
    describes: 'A key out of range is refused though the flag is not set.',
    breaks: ['MEM-17'],
    apply: checks((right) => replaced(right, place.key, (_vm, { key }) => (key > 15 ? -errno.EINVAL : 0))),
  },
  {
    name: 'absolute-unused-bytes-zero',
    describes: 'Bytes that the operation does not use must be zero.',
    breaks: ['MEM-18', 'MEM-112'],
    apply: checks((right) => [...right, unusedIsZero(() => [33])]),
  },
  {
    name: 'absolute-access-register-range',
    describes: 'The access register is checked though there is none.',
    breaks: ['MEM-18'],
    apply: checks((right) => [...right, (_vm, { ar }) => (ar > 15 ? -errno.EINVAL : 0)]),
  },
  {
    name: 'absolute-missing-frame-is-fault',
    describes: 'Storage that is not there is a bad address of the program.',
    breaks: ['MEM-19', 'MEM-38'],
    apply: vmOperation(
      (right) => (vm, memOp) => changed(right(vm, memOp), (value) => (value === 5 ? -errno.EFAULT : value)),
    ),
  },
  {
    name: 'absolute-storage-one-frame-more',
    describes: 'The first frame behind storage counts as storage.',
    breaks: ['MEM-19'],
    apply: vmOperation((right) => (vm, memOp) => {
      const behind = vm.slots.find(Number(memOp.gaddr >> 12n)) === undefined;
      return behind ? right(vm, withFields(memOp, { gaddr: memOp.gaddr - 4096n })) : right(vm, memOp);
    }),
  },
  {
    name: 'absolute-buffer-before-address',
    describes: 'The buffer of a read is looked at before the address.',
    breaks: ['MEM-20'],
    apply: vmOperation((right) => (vm, memOp) => {
      const reads = memOp.op === 4 && !memOp.has(flag.checkOnly) && memOp.size > 0;
      const there = vm.kernel.memory.copyIn(memOp.buf, 1) !== undefined;
      return reads && !there ? -errno.EFAULT : right(vm, memOp);
    }),
  },
];
