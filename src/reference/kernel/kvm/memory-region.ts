import { errno } from '../../../uapi/errno';
import { kvmMemoryFlags } from '../../../uapi/kvm/memory';
import type { Fields } from './commands';
import type { MemorySlot } from './memory-slots';
import type { VirtualMachine } from './vm';

/** Source: Linux 6.12 include/linux/kvm_host.h KVM_MEM_SLOTS_NUM, KVM_MEM_MAX_NR_PAGES. */
export const slotLimit = 32767;
const mostPages = 2n ** 31n - 1n;
const segment = 1n << 20n;
/** Source: Linux 6.12 arch/s390/include/asm/processor.h TASK_SIZE_MAX: the limit of a guest without one of its own. */
const guestLimit = 2n ** 64n - 4096n;

const mask = (value: bigint, boundary: bigint): boolean => value % boundary !== 0n;
const page = 4096n;

/** What is refused with EINVAL before the slot itself is looked at. Source: Linux 6.12 virt/kvm/kvm_main.c __kvm_set_memory_region. */
const refusals: readonly ((region: Fields) => boolean)[] = [
  ({ flags }) => (flags! & ~BigInt(kvmMemoryFlags.KVM_MEM_LOG_DIRTY_PAGES)) !== 0n,
  ({ memory_size }) => mask(memory_size!, page),
  ({ guest_phys_addr }) => mask(guest_phys_addr!, page),
  ({ userspace_addr }) => mask(userspace_addr!, page),
  ({ slot }) => slot! >> 16n !== 0n || slot! >= BigInt(slotLimit),
  ({ guest_phys_addr, memory_size }) => guest_phys_addr! + memory_size! >= 2n ** 64n,
  ({ memory_size }) => memory_size! / page > mostPages,
];

/** What the architecture refuses of a new or moved slot. Source: Linux 6.12 arch/s390/kvm/kvm-s390.c kvm_arch_prepare_memory_region. */
const architectureRefusals: readonly ((region: Fields) => boolean)[] = [
  ({ userspace_addr }) => mask(userspace_addr!, segment),
  ({ memory_size }) => mask(memory_size!, segment),
  ({ guest_phys_addr, memory_size }) => guest_phys_addr! + memory_size! > guestLimit,
];

function made(region: Fields, old: MemorySlot | undefined): MemorySlot {
  const frames = Number(region.memory_size! / page);
  const flags = Number(region.flags);
  const logs = (flags & kvmMemoryFlags.KVM_MEM_LOG_DIRTY_PAGES) !== 0;
  return {
    id: Number(region.slot),
    flags,
    firstFrame: Number(region.guest_phys_addr! / page),
    frames,
    userPage: Number(region.userspace_addr! / page),
    dirty: logs ? (old?.dirty ?? new Uint8Array(Math.ceil(frames / 64) * 8)) : undefined,
    // The segments of the guest are mapped after the slot was accepted: a slot off a segment boundary is there, and unreachable for the guest.
    mapped: !mask(region.guest_phys_addr!, segment),
  };
}

/** KVM_SET_USER_MEMORY_REGION: makes, moves, changes or, with length 0, takes away a slot. */
export function setMemoryRegion(vm: VirtualMachine, region: Fields): number {
  if (refusals.some((refuses) => refuses(region))) return -errno.EINVAL;
  const { slots } = vm;
  const old = slots.get(Number(region.slot));
  const fresh = made(region, old);
  if (fresh.frames === 0) {
    if (old === undefined) return -errno.EINVAL;
    slots.set(old.id, undefined);
    return 0;
  }
  if (old !== undefined) {
    if (old.frames !== fresh.frames || old.userPage !== fresh.userPage) return -errno.EINVAL;
    if (old.firstFrame === fresh.firstFrame) {
      if (old.flags !== fresh.flags) slots.set(old.id, fresh);
      return 0;
    }
  }
  if (slots.overlaps(fresh.id, fresh.firstFrame, fresh.frames)) return -errno.EEXIST;
  if (architectureRefusals.some((refuses) => refuses(region))) return -errno.EINVAL;
  slots.set(fresh.id, fresh);
  return 0;
}
