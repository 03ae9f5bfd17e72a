import { errno } from '../../../uapi/errno';
import { memOpExtensions } from '../../../uapi/kvm/mem-op';
import { MemOp, op } from '../../kernel/kvm/mem-op/argument';
import { logical } from '../../kernel/kvm/mem-op/logical';
import type { Fault } from '../fault';
import { kvm, vmOperation } from './change';

const rearranged = (move: (bytes: Uint8Array) => void): Fault['apply'] =>
  kvm((right) => ({
    memOpArgument: (kernel, address) => {
      const memOp = right.memOpArgument(kernel, address);
      if (memOp === undefined) return undefined;
      const bytes = memOp.bytes.slice();
      move(bytes);
      return new MemOp(bytes, kernel.order);
    },
  }));

/** Numbers, structure, capabilities and which operation belongs where: MEM-01 to MEM-09, MEM-107, MEM-113. */
export const interfaceFaults: readonly Fault[] = [
  {
    name: 'memop-number-of-short-structure',
    describes: 'The number of KVM_S390_MEM_OP is that of a structure of 56 bytes.',
    breaks: ['MEM-01'],
    apply: kvm(() => ({ memOpRequest: 0x4038aeb1 })),
  },
  {
    name: 'memop-key-before-access-register',
    describes: 'The key is at offset 32 and the access register behind it.',
    breaks: ['MEM-02'],
    apply: rearranged((bytes) => {
      bytes.set([bytes[33]!, bytes[32]!], 32);
    }),
  },
  {
    name: 'memop-old-address-at-48',
    describes: 'The address of the old value is at offset 48.',
    breaks: ['MEM-02'],
    apply: rearranged((bytes) => {
      bytes.copyWithin(40, 48, 56);
    }),
  },
  {
    name: 'memop-capability-says-yes',
    describes: 'The capability of KVM_S390_MEM_OP answers 1 and not the largest size.',
    breaks: ['MEM-03'],
    apply: kvm(() => ({ largestMemOp: 1 })),
  },
  {
    name: 'memop-extension-without-base',
    describes: 'The extension capability does not tell absolute operations and keys.',
    breaks: ['MEM-04'],
    apply: kvm(() => ({ memOpExtensions: memOpExtensions.KVM_S390_MEMOP_EXTENSION_CAP_CMPXCHG })),
  },
  {
    name: 'cmpxchg-not-announced',
    describes: 'The exchange operation is there though the extension capability does not tell it.',
    breaks: ['MEM-04'],
    apply: kvm(() => ({ memOpExtensions: memOpExtensions.KVM_S390_MEMOP_EXTENSION_CAP_BASE })),
  },
  {
    name: 'memop-unreadable-is-invalid',
    describes: 'A structure that cannot be read is answered as a wrong argument.',
    breaks: ['MEM-05'],
    apply: kvm(() => ({ unreadableMemOp: -errno.EINVAL })),
  },
  {
    name: 'memop-vm-logical-is-absolute',
    describes: 'A logical operation on a VM is taken for an absolute one.',
    breaks: ['MEM-06', 'MEM-113'],
    apply: kvm(({ vmOperations }) => ({
      vmOperations: {
        ...vmOperations,
        [op.logicalRead]: vmOperations[op.absoluteRead]!,
        [op.logicalWrite]: vmOperations[op.absoluteWrite]!,
      },
    })),
  },
  {
    name: 'memop-vm-ignores-unknown-operation',
    describes: 'An operation on a VM that is not known does nothing and succeeds.',
    breaks: ['MEM-06'],
    apply: vmOperation((right) => (vm, memOp) => {
      const result = right(vm, memOp);
      return memOp.op > op.absoluteExchange ? 0 : result;
    }),
  },
  {
    name: 'memop-absolute-on-cpu',
    describes: 'A CPU takes absolute operations as logical ones.',
    breaks: ['MEM-07'],
    apply: kvm(({ vcpuOperations }) => ({
      vcpuOperations: { ...vcpuOperations, [op.absoluteRead]: logical, [op.absoluteWrite]: logical },
    })),
  },
  {
    name: 'memop-size-before-operation',
    describes: 'The size is looked at before the operation.',
    breaks: ['MEM-09'],
    apply: vmOperation((right) => (vm, memOp) => (memOp.size > 65536 ? -errno.E2BIG : right(vm, memOp))),
  },
  {
    name: 'memop-secure-area-on-vm',
    describes: 'An operation on the secure area succeeds on a VM.',
    breaks: ['MEM-06', 'MEM-107'],
    apply: kvm(({ vmOperations }) => ({
      vmOperations: { ...vmOperations, [op.sidaRead]: () => 0, [op.sidaWrite]: () => 0 },
    })),
  },
];
