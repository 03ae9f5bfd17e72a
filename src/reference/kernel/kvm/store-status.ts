import { errno } from '../../../uapi/errno';
import type { Kernel } from '../kernel';
import { pieceAt } from './mem-op/frame-access';
import { run } from './run-area';
import type { Vcpu } from './vcpu';

/** Addresses that name the save area itself. Source: Linux 6.12 include/uapi/linux/kvm.h KVM_S390_STORE_STATUS_NOADDR, _PREFIXED. */
const atAbsolute = 2n ** 64n - 1n;
const atPrefix = 2n ** 64n - 2n;
/** The save area from floating-point register 0 on, and the byte that tells the architectural mode. */
const saveArea = 0x1200n;
const architecturalMode = 163n;

function store(vcpu: Vcpu, address: bigint, bytes: Uint8Array): boolean {
  const { vm } = vcpu;
  for (let done = 0; done < bytes.length; ) {
    const piece = pieceAt(address + BigInt(done), bytes.length - done);
    if (vm.slots.find(piece.frame) === undefined) return false;
    vm.storage.frameToStore(piece.frame * 4096).bytes.set(bytes.subarray(done, done + piece.length), piece.offset);
    done += piece.length;
  }
  return true;
}

/**
 * KVM_S390_STORE_STATUS: the argument is an address of the guest. General and access registers are those of the run area.
 * Source: Linux 6.12 arch/s390/kvm/kvm-s390.c kvm_s390_store_status_unloaded.
 */
export function storeStatus(vcpu: Vcpu, _kernel: Kernel, argument: bigint): number {
  const { cpu, area } = vcpu;
  let address = argument;
  if (argument === atAbsolute || argument === atPrefix) {
    const base = argument === atAbsolute ? 0n : BigInt(cpu.prefix);
    if (!store(vcpu, base + architecturalMode, Uint8Array.of(1))) return -errno.EFAULT;
    address = base + saveArea;
  }
  const image = cpu.state.slice();
  const view = new DataView(image.buffer);
  for (let number = 0; number < 16; number += 1) {
    view.setBigUint64(0x80 + number * 8, area.image.long(run.gprs, number * 8));
    view.setUint32(0x140 + number * 4, area.image.number(run.acrs, number * 4));
  }
  // The clock comparator is stored without its low-order byte.
  view.setBigUint64(0x130, cpu.view.getBigUint64(0x130) >> 8n);
  return store(vcpu, BigInt.asUintN(64, address), image) ? 0 : -errno.EFAULT;
}
