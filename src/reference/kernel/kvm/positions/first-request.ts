import { programInterruptionCodes as codes } from '../../../../architecture/interruption-codes';
import { errno } from '../../../../uapi/errno';
import { kvmCapabilities } from '../../../../uapi/kvm/capabilities';
import type { KvmBehaviour } from '../behaviour';
import { largestMemOp } from '../capabilities';
import { flag, type MemOp, op } from '../mem-op/argument';
import {
  accessRegisterInRange,
  firstRefusal,
  notEmpty,
  notLongerThan,
  onlyFlags,
  type VmCheck,
} from '../mem-op/checks';

/** The union of struct kvm_s390_mem_op. */
const union = { start: 32, end: 64 } as const;
/** KVM_S390_MEMOP_F_SKEYS_ACC of RFC v1. */
const keyInFlags = 0x0f00n;
/** KVM_CAP_S390_MEM_OP_SKEY of RFC v1. */
const earlierCapability = 209;

export const unusedIsZero =
  (used: (memOp: MemOp) => readonly number[]): VmCheck =>
  (_vm, memOp) => {
    const kept = used(memOp);
    for (let at = union.start; at < union.end; at += 1)
      if (memOp.bytes[at] !== 0 && !kept.includes(at)) return -errno.EINVAL;
    return 0;
  };

/** A buffer of no bytes cannot be had. */
const buffer: VmCheck = (_vm, memOp) => (memOp.size === 0 && !memOp.has(flag.checkOnly) ? -errno.ENOMEM : 0);

/**
 * The VM operation before its release: the operation is looked at last, behind the address, and a length of 0 is not refused.
 * Source: "KVM: s390: Add vm IOCTL for key checked guest absolute memory access", 18 January and 7 February 2022.
 */
export function earlierMemOp(right: KvmBehaviour): KvmBehaviour {
  return {
    ...right,
    memOpExtensions: 1,
    absoluteChecks: [
      onlyFlags(flag.checkOnly | flag.storageKey),
      notLongerThan(largestMemOp),
      ...keyCheck(right),
      buffer,
    ],
    vmOperations: {
      [op.absoluteRead]: right.vmOperations[op.absoluteRead]!,
      [op.absoluteWrite]: right.vmOperations[op.absoluteWrite]!,
    },
    vmOperation: (vm, memOp) => {
      const { kvm } = vm.configuration.model;
      const refused = firstRefusal(kvm.absoluteChecks, vm, memOp);
      if (refused !== 0) return refused;
      if (!kvm.isInMemory(vm, memOp.gaddr)) return codes.addressing;
      return kvm.vmOperations[memOp.op]?.(vm, memOp) ?? -errno.EINVAL;
    },
  };
}

const keyCheck = (right: KvmBehaviour): readonly VmCheck[] => right.absoluteChecks.slice(3);

/** RFC v1: bits of the flags are the key of every access, and the whole union of the VM operation must be zero. */
export function keysInFlags(earlier: KvmBehaviour): KvmBehaviour {
  const { [kvmCapabilities.KVM_CAP_S390_MEM_OP_EXTENSION]: _, ...capabilities } = earlier.capabilities;
  return {
    ...earlier,
    capabilities: { ...capabilities, [earlierCapability]: 1 },
    accessKey: ({ flags }) => Number((flags & keyInFlags) >> 8n),
    absoluteChecks: [
      onlyFlags(flag.checkOnly | keyInFlags),
      notLongerThan(largestMemOp),
      unusedIsZero(() => []),
      buffer,
    ],
    logicalChecks: [
      onlyFlags(flag.checkOnly | flag.injectException | keyInFlags),
      accessRegisterInRange,
      notEmpty,
      notLongerThan(largestMemOp),
    ],
  };
}
