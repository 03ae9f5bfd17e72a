import { errno } from '../../../uapi/errno';
import { kvmSharedIoctls } from '../../../uapi/kvm/numbers';
import { bothExtensions, capabilities, largestMemOp } from './capabilities';
import * as absolute from './mem-op/absolute';
import { flag, memOpArgument } from './mem-op/argument';
import * as checks from './mem-op/checks';
import * as exchange from './mem-op/exchange';
import * as frameAccess from './mem-op/frame-access';
import * as keyComparison from './mem-op/key-comparison';
import * as logical from './mem-op/logical';
import * as operand from './mem-op/operand';
import * as sida from './mem-op/sida';
import { injectProgram } from './program-injection';
import * as storageKeys from './storage-keys';
import { vcpuOperation, vcpuOperations } from './vcpu-mem-op';
import type { VirtualMachine } from './vm';
import { vmOperation, vmOperations } from './vm-mem-op';

/** Small behaviours of KVM that rules are about. Each is one place; a fault replaces one of them. */
export const kvmBehaviour = {
  capabilities,
  /** The answer to KVM_CAP_S390_MEM_OP. */
  largestMemOp,
  /** The answer to KVM_CAP_S390_MEM_OP_EXTENSION. */
  memOpExtensions: bothExtensions as number,
  // KVM_S390_MEM_OP
  memOpRequest: kvmSharedIoctls.KVM_S390_MEM_OP,
  memOpArgument,
  unreadableMemOp: -errno.EFAULT,
  // … on a VM
  vmOperation,
  vmOperations,
  absoluteChecks: checks.commonChecks(flag.checkOnly | flag.storageKey, largestMemOp) as readonly checks.VmCheck[],
  exchangeChecks: [
    ...checks.commonChecks(flag.storageKey, largestMemOp),
    checks.notWiderThanQuadword,
  ] as readonly checks.VmCheck[],
  accessKey: checks.accessKey,
  isInMemory: frameAccess.isInMemory,
  keyAllows: frameAccess.keyAllows,
  record: frameAccess.record,
  checkAbsolute: absolute.checkAbsolute,
  absoluteRead: absolute.absoluteRead,
  absoluteWrite: absolute.absoluteWrite,
  compareAndExchange: exchange.compareAndExchange,
  exchangeIsAligned: exchange.exchangeIsAligned,
  keyAllowsExchange: exchange.keyAllowsExchange,
  exchangePiece: exchange.exchangePiece,
  recordExchange: exchange.recordExchange,
  // … on a vCPU
  vcpuOperation,
  vcpuOperations,
  logicalChecks: [
    ...checks.commonChecks(flag.checkOnly | flag.injectException | flag.storageKey, largestMemOp),
    checks.accessRegisterInRange,
  ] as readonly checks.VcpuCheck[],
  logicalKey: keyComparison.logicalKey,
  fragments: operand.fragments,
  locatePiece: operand.locatePiece,
  locateOperand: operand.locateOperand,
  checkLogical: logical.checkLogical,
  logicalRead: logical.logicalRead,
  logicalWrite: logical.logicalWrite,
  accessOperand: logical.accessOperand,
  keyBlocks: keyComparison.keyBlocks,
  withOverrides: keyComparison.withOverrides,
  fetchOverride: keyComparison.fetchOverride,
  storageOverride: keyComparison.storageOverride,
  keyException: keyComparison.keyException,
  injects: logical.injects,
  injectProgram,
  sidaChecks: [
    sida.noFlags,
    checks.notEmpty,
    sida.endFits,
    sida.insideSida,
    sida.onlyProtected,
  ] as readonly checks.VcpuCheck[],
  // KVM_S390_GET_SKEYS, KVM_S390_SET_SKEYS
  storageKeyFlagsAreRefused: (flags: bigint): boolean => flags !== 0n,
  storageKeysAreUsed: (vm: VirtualMachine): boolean => vm.storage.keysUsed,
  storageKeyCountIsValid: storageKeys.countIsValid,
  frameOfStorageKey: storageKeys.frameOfEntry,
  storageKeyMissing: storageKeys.missing,
  keyGiven: (key: number): number => key,
  setKeys: storageKeys.setKeys,
};

export type KvmBehaviour = typeof kvmBehaviour;
