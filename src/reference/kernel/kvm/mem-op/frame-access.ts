import { programInterruptionCodes as codes } from '../../../../architecture/interruption-codes';
import { frameSize } from '../../../../architecture/storage-key';
import { errno } from '../../../../uapi/errno';
import { markDirty } from '../memory-slots';
import type { VirtualMachine } from '../vm';

/** A piece of guest-absolute storage inside one frame. The number of a frame is exact where an address as a number is not. */
export interface Piece {
  readonly frame: number;
  readonly offset: number;
  readonly length: number;
}

export function pieceAt(address: bigint, length: number): Piece {
  const offset = Number(address & 0xfffn);
  return { frame: Number(address >> 12n), offset, length: Math.min(length, frameSize - offset) };
}

/** The pieces of a range, frame by frame; a range does not wrap. */
export function pieces(address: bigint, length: number): Piece[] {
  const all: Piece[] = [];
  for (let done = 0; done < length; ) {
    const piece = pieceAt(address + BigInt(done), length - done);
    all.push(piece);
    done += piece.length;
  }
  return all;
}

export function isInMemory(vm: VirtualMachine, address: bigint): boolean {
  return vm.slots.find(Number(address >> 12n)) !== undefined;
}

/** Whether the key of the frame lets the access through. Overrides are not for absolute accesses. */
export function keyAllows(vm: VirtualMachine, frame: number, key: number, store: boolean): boolean {
  const storageKey = vm.storage.key(frame * frameSize);
  return !vm.configuration.model.behaviour.keyControlledProtection(key, storageKey, store);
}

/** The fetch or store leaves its mark in the key, the store also in the dirty log. */
export function record(vm: VirtualMachine, frame: number, store: boolean): void {
  const absolute = frame * frameSize;
  const key = vm.storage.key(absolute);
  const recorded = key | (store ? 0x06 : 0x04);
  if (recorded !== key) vm.storage.setKey(absolute, recorded);
  if (!store) return;
  const slot = vm.slots.find(frame);
  if (slot !== undefined) markDirty(slot, frame);
}

/** The page of the program behind a frame in a slot, where it may be used that way. */
export function pageOf(vm: VirtualMachine, frame: number, store: boolean): Uint8Array | undefined {
  return vm.kernel.memory.page(vm.storage.userPage(frame) * frameSize, store);
}

/**
 * Fetches a piece into, or stores it from, bytes of the same length, with a key. What keeps the host from the page of the program is
 * taken for a key that does not match. Source: Linux 6.12 arch/s390/kvm/gaccess.c access_guest_page_with_key.
 * @returns 0 or an interruption code
 */
export function accessPiece(vm: VirtualMachine, piece: Piece, bytes: Uint8Array, key: number, store: boolean): number {
  const { kvm } = vm.configuration.model;
  const { frame, offset, length } = piece;
  if (vm.slots.find(frame) === undefined) return codes.addressing;
  const page = pageOf(vm, frame, store);
  if (page === undefined || !kvm.keyAllows(vm, frame, key, store)) return codes.protection;
  if (store) page.set(bytes, offset);
  else bytes.set(page.subarray(offset, offset + length));
  kvm.record(vm, frame, store);
  return 0;
}

/** What an access to the piece would meet. Source: Linux 6.12 arch/s390/kvm/gaccess.c vm_check_access_key_gpa. */
export function checkPiece(vm: VirtualMachine, { frame }: Piece, key: number, store: boolean): number {
  if (key === 0) return 0;
  if (vm.slots.find(frame) === undefined) return codes.addressing;
  if (pageOf(vm, frame, false) === undefined) return -errno.EFAULT;
  return vm.configuration.model.kvm.keyAllows(vm, frame, key, store) ? 0 : codes.protection;
}
