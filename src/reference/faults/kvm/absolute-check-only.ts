import { errno } from '../../../uapi/errno';
import { op } from '../../kernel/kvm/mem-op/argument';
import { checkPiece, pieces } from '../../kernel/kvm/mem-op/frame-access';
import type { Fault } from '../fault';
import { atOnce, kvm } from './change';

/** Operations that only check: MEM-39 to MEM-44. */
export const absoluteCheckOnlyFaults: readonly Fault[] = [
  {
    name: 'absolute-check-accesses',
    describes: 'The flag that asks for a check alone is ignored.',
    breaks: ['MEM-39', 'MEM-41'],
    apply: kvm((right) => ({
      checkAbsolute: (vm, memOp, key) =>
        Number(
          atOnce(
            memOp.op === op.absoluteRead ? right.absoluteRead(vm, memOp, key) : right.absoluteWrite(vm, memOp, key),
          ),
        ),
    })),
  },
  {
    name: 'absolute-check-records',
    describes: 'A check sets reference and change as the access would.',
    breaks: ['MEM-39'],
    apply: kvm((right) => ({
      checkAbsolute: (vm, memOp, key) => {
        const result = right.checkAbsolute(vm, memOp, key);
        for (const { frame } of result === 0 ? pieces(memOp.gaddr, memOp.size) : [])
          if (vm.slots.find(frame) !== undefined) right.record(vm, frame, memOp.op !== op.absoluteRead);
        return result;
      },
    })),
  },
  {
    name: 'absolute-check-ignores-key',
    describes: 'A check does not compare keys.',
    breaks: ['MEM-40', 'MEM-44'],
    apply: kvm((right) => ({
      checkAbsolute: (vm, memOp, key) => {
        const result = right.checkAbsolute(vm, memOp, key);
        return result === 4 ? 0 : result;
      },
    })),
  },
  {
    name: 'absolute-check-wants-buffer',
    describes: 'A check looks at the buffer of the program.',
    breaks: ['MEM-41'],
    apply: kvm((right) => ({
      checkAbsolute: (vm, memOp, key) =>
        vm.kernel.memory.copyIn(memOp.buf, 1) === undefined ? -errno.EFAULT : right.checkAbsolute(vm, memOp, key),
    })),
  },
  {
    name: 'absolute-check-first-frame-only',
    describes: 'A check looks at the first frame only.',
    breaks: ['MEM-42'],
    apply: kvm(() => ({
      checkAbsolute: (vm, memOp, key) =>
        checkPiece(vm, pieces(memOp.gaddr, memOp.size)[0]!, key, memOp.op !== op.absoluteRead),
    })),
  },
  {
    name: 'absolute-check-of-key-zero-complete',
    describes: 'A check with key 0 notices that a later frame is not there.',
    breaks: ['MEM-43'],
    apply: kvm((right) => ({
      checkAbsolute: (vm, memOp, key) =>
        pieces(memOp.gaddr, memOp.size).some(({ frame }) => vm.slots.find(frame) === undefined)
          ? 5
          : right.checkAbsolute(vm, memOp, key),
    })),
  },
  {
    name: 'absolute-check-missing-frame-first',
    describes: 'A check looks for missing frames before it compares the first key.',
    breaks: ['MEM-44'],
    apply: kvm((right) => ({
      checkAbsolute: (vm, memOp, key) =>
        key !== 0 && pieces(memOp.gaddr, memOp.size).some(({ frame }) => vm.slots.find(frame) === undefined)
          ? 5
          : right.checkAbsolute(vm, memOp, key),
    })),
  },
];
