import { errno } from '../../../uapi/errno';
import type { Fault } from '../fault';
import { kvm } from './change';

/** KVM_S390_GET_SKEYS and KVM_S390_SET_SKEYS: KEY-135 to KEY-141. */
export const guestKeyFaults: readonly Fault[] = [
  {
    name: 'get-skeys-gives-unused-keys',
    describes: 'Keys that were never used are given as zeros.',
    breaks: ['KEY-135'],
    apply: kvm(() => ({ storageKeysAreUsed: () => true })),
  },
  {
    name: 'skeys-ignore-flags',
    describes: 'Flags of the key calls are ignored.',
    breaks: ['KEY-136'],
    apply: kvm(() => ({ storageKeyFlagsAreRefused: () => false })),
  },
  {
    name: 'skeys-take-count-zero',
    describes: 'A count of zero is accepted.',
    breaks: ['KEY-137'],
    apply: kvm((right) => ({ storageKeyCountIsValid: (count) => count === 0n || right.storageKeyCountIsValid(count) })),
  },
  {
    name: 'skeys-count-unlimited',
    describes: 'A count of one more than the largest is cut to the largest.',
    breaks: ['KEY-137'],
    apply: kvm((right) => ({
      storageKeyCountIsValid: (count) => count === 1048577n || right.storageKeyCountIsValid(count),
    })),
  },
  {
    name: 'set-skeys-ignores-low-bit',
    describes: 'The low-order bit of a key is ignored.',
    breaks: ['KEY-138'],
    apply: kvm((right) => ({
      setKeys: (vm, start, keys) =>
        right.setKeys(
          vm,
          start,
          keys.map((key) => key & 0xfe),
        ),
    })),
  },
  {
    name: 'set-skeys-checks-all-first',
    describes: 'A key with the low-order bit is refused before the first frame is set.',
    breaks: ['KEY-138'],
    apply: kvm((right) => ({
      setKeys: (vm, start, keys) =>
        keys.some((key) => (key & 1) !== 0) ? -errno.EINVAL : right.setKeys(vm, start, keys),
    })),
  },
  {
    name: 'get-skeys-gives-part',
    describes: 'The keys in front of a frame that is not there reach the program.',
    breaks: ['KEY-139'],
    apply: kvm(() => ({
      storageKeyMissing: (kernel, address, before) => {
        kernel.memory.copyOut(address, before);
        return -errno.EFAULT;
      },
    })),
  },
  {
    name: 'get-skeys-stops-at-end',
    describes: 'A range that goes beyond storage is given as far as it goes.',
    breaks: ['KEY-139'],
    apply: kvm(() => ({
      storageKeyMissing: (kernel, address, before) => (kernel.memory.copyOut(address, before) ? 0 : -errno.EFAULT),
    })),
  },
  {
    name: 'get-skeys-hides-reference-and-change',
    describes: 'Reference and change are not given.',
    breaks: ['KEY-140'],
    apply: kvm(() => ({ keyGiven: (key) => key & 0xf8 })),
  },
  {
    name: 'set-skeys-drops-fetch-protection',
    describes: 'Setting keys leaves out fetch protection.',
    breaks: ['KEY-140', 'KEY-141'],
    apply: kvm((right) => ({
      setKeys: (vm, start, keys) => {
        const result = right.setKeys(vm, start, keys);
        keys.forEach((key, index) => {
          const frame = right.frameOfStorageKey(vm, start, index);
          if (result === 0 && frame !== undefined) vm.storage.setKey(frame * 4096, key & ~0x08);
        });
        return result;
      },
    })),
  },
  {
    name: 'set-skeys-one-frame-on',
    describes: 'Keys are set one frame behind the one that is named.',
    breaks: ['KEY-140', 'KEY-141'],
    apply: kvm((right) => ({ setKeys: (vm, start, keys) => right.setKeys(vm, start + 1n, keys) })),
  },
];
