import { errno } from '../../../uapi/errno';
import { pswHas, pswMask, pswSpace } from '../../cpu/psw';
import { flag } from '../../kernel/kvm/mem-op/argument';
import { notLongerThan, onlyFlags, type VcpuCheck } from '../../kernel/kvm/mem-op/checks';
import { Space } from '../../storage/access';
import type { Fault } from '../fault';
import { kvm, place, replaced, vcpuOperation } from './change';

const checks = (change: (right: readonly VcpuCheck[]) => readonly VcpuCheck[]): Fault['apply'] =>
  kvm(({ logicalChecks }) => ({ logicalChecks: change(logicalChecks) }));

/** What a logical operation refuses before it looks at storage: MEM-68 to MEM-76. */
export const logicalCheckFaults: readonly Fault[] = [
  {
    name: 'logical-check-excludes-injection',
    describes: 'The flags for a check alone and for injection exclude each other.',
    breaks: ['MEM-68', 'MEM-97'],
    apply: checks((right) => [
      ...right,
      (_vcpu, memOp) => (memOp.has(flag.checkOnly) && memOp.has(flag.injectException) ? -errno.EINVAL : 0),
    ]),
  },
  {
    name: 'logical-key-flag-unknown',
    describes: 'A CPU does not know the flag that names a key.',
    breaks: ['MEM-68', 'MEM-78'],
    apply: checks((right) => replaced(right, place.flags, onlyFlags(flag.checkOnly | flag.injectException))),
  },
  {
    name: 'logical-ignores-unknown-flags',
    describes: 'Flags that mean nothing are ignored on a CPU.',
    breaks: ['MEM-69', 'MEM-116'],
    apply: checks((right) => replaced(right, place.flags)),
  },
  {
    name: 'logical-takes-size-zero',
    describes: 'A logical operation of no bytes succeeds.',
    breaks: ['MEM-70'],
    apply: checks((right) => replaced(right, place.empty)),
  },
  {
    name: 'logical-largest-size-refused',
    describes: 'The largest size of a logical operation is one byte less than the capability tells.',
    breaks: ['MEM-70'],
    apply: checks((right) => replaced(right, place.size, notLongerThan(65535))),
  },
  {
    name: 'logical-size-unlimited',
    describes: 'A logical operation may have any size.',
    breaks: ['MEM-70'],
    apply: checks((right) => replaced(right, place.size)),
  },
  {
    name: 'logical-key-cut-to-four-bits',
    describes: 'The high-order bits of the key are ignored on a CPU.',
    breaks: ['MEM-71'],
    apply: kvm((right) => ({
      logicalChecks: replaced(right.logicalChecks, place.key),
      logicalKey: (vcpu, memOp) => right.logicalKey(vcpu, memOp) & 15,
    })),
  },
  {
    name: 'logical-access-register-cut',
    describes: 'The high-order bits of the number of the access register are ignored.',
    breaks: ['MEM-72'],
    apply: checks((right) => replaced(right, place.fifth)),
  },
  {
    name: 'logical-access-register-where-used',
    describes: 'The number of the access register is looked at in the access-register mode only.',
    breaks: ['MEM-72'],
    apply: checks((right) =>
      replaced(right, place.fifth, ({ cpu }, { ar }) =>
        ar > 15 && pswHas(cpu, pswMask.dat) && pswSpace(cpu) === Space.accessRegister ? -errno.EINVAL : 0,
      ),
    ),
  },
  {
    name: 'logical-access-register-unused-zero',
    describes: 'Outside the access-register mode the number of the access register must be zero.',
    breaks: ['MEM-73'],
    apply: checks((right) => [
      ...right,
      ({ cpu }, { ar }) =>
        ar !== 0 && !(pswHas(cpu, pswMask.dat) && pswSpace(cpu) === Space.accessRegister) ? -errno.EINVAL : 0,
    ]),
  },
  {
    name: 'logical-write-translates-first',
    describes: 'A write translates its operand before it reads the buffer of the program.',
    breaks: ['MEM-75'],
    apply: kvm((right) => ({
      *logicalWrite(vcpu, memOp) {
        const code = right.checkLogical(vcpu, memOp);
        return code > 0 ? code : yield* right.logicalWrite(vcpu, memOp);
      },
    })),
  },
  {
    name: 'logical-read-wants-buffer-first',
    describes: 'A read looks at the buffer of the program before it translates its operand.',
    breaks: ['MEM-76'],
    apply: vcpuOperation((right) => (vcpu, memOp) => {
      const there = vcpu.vm.kernel.memory.copyIn(memOp.buf, 1) !== undefined;
      return memOp.op === 0 && !memOp.has(flag.checkOnly) && !there ? -errno.EFAULT : right(vcpu, memOp);
    }),
  },
];
