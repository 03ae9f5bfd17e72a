import { errno } from '../../../uapi/errno';
import { kvmSkeysLimits as limits } from '../../../uapi/kvm/mem-op';
import type { Kernel } from '../kernel';
import type { Fields } from './commands';
import type { VirtualMachine } from './vm';

export const countIsValid = (count: bigint): boolean => count >= 1n && count <= BigInt(limits.KVM_S390_SKEYS_MAX);

/** The frame of an entry, or nothing where it is in no slot. */
export function frameOfEntry(vm: VirtualMachine, start: bigint, index: number): number | undefined {
  const frame = Number(BigInt.asUintN(64, start + BigInt(index)));
  return vm.slots.find(frame) === undefined ? undefined : frame;
}

/** What a frame in no slot does to the keys read before it: nothing reaches the program. */
export const missing = (_kernel: Kernel, _address: bigint, _before: Uint8Array): number => -errno.EFAULT;

/** Source: Linux 6.12 arch/s390/kvm/kvm-s390.c kvm_s390_get_skeys. */
export function getStorageKeys(vm: VirtualMachine, fields: Fields, kernel: Kernel): number {
  const { start_gfn, count, skeydata_addr, flags } = fields;
  const { kvm } = vm.configuration.model;
  if (kvm.storageKeyFlagsAreRefused(flags!)) return -errno.EINVAL;
  if (!kvm.storageKeysAreUsed(vm)) return limits.KVM_S390_GET_SKEYS_NONE;
  if (!kvm.storageKeyCountIsValid(count!)) return -errno.EINVAL;
  const keys = new Uint8Array(Number(count));
  for (let index = 0; index < keys.length; index += 1) {
    const frame = kvm.frameOfStorageKey(vm, start_gfn!, index);
    if (frame === undefined) return kvm.storageKeyMissing(kernel, skeydata_addr!, keys.subarray(0, index));
    keys[index] = kvm.keyGiven(vm.storage.key(frame * 4096));
  }
  return kernel.memory.copyOut(skeydata_addr!, keys) ? 0 : -errno.EFAULT;
}

/** Keys are set frame by frame: those before the one that is refused stay set. Source: as above, kvm_s390_set_skeys. */
export function setStorageKeys(vm: VirtualMachine, fields: Fields, kernel: Kernel): number {
  const { start_gfn, count, skeydata_addr, flags } = fields;
  const { kvm } = vm.configuration.model;
  if (kvm.storageKeyFlagsAreRefused(flags!)) return -errno.EINVAL;
  if (!kvm.storageKeyCountIsValid(count!)) return -errno.EINVAL;
  const keys = kernel.memory.copyIn(skeydata_addr!, Number(count));
  if (keys === undefined) return -errno.EFAULT;
  vm.storage.enableKeys();
  return kvm.setKeys(vm, start_gfn!, keys);
}

export function setKeys(vm: VirtualMachine, start: bigint, keys: Uint8Array): number {
  const { kvm } = vm.configuration.model;
  for (let index = 0; index < keys.length; index += 1) {
    const frame = kvm.frameOfStorageKey(vm, start, index);
    if (frame === undefined) return -errno.EFAULT;
    const key = keys[index]!;
    if ((key & 0x01) !== 0) return -errno.EINVAL;
    vm.storage.setKey(frame * 4096, key);
  }
  return 0;
}
