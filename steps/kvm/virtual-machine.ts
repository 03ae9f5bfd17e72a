import type { Values } from '../../src/codec/codec';
import { boundMachine } from '../../src/contract/binding';
import { MachineFailed, NotClaimed } from '../../src/contract/judgement';
import { errnoName } from '../../src/uapi/errno';
import { kvmUserspaceMemoryRegion } from '../../src/uapi/kvm/memory';
import { kvmSystemIoctls, kvmVmIoctls } from '../../src/uapi/kvm/numbers';
import { mapFlags, mapTypes, protections } from '../../src/uapi/memory-map';
import type { HostProgram } from '../host/host-program';
import { Given } from '../vocabulary';
import type { TckWorld } from '../world';
import { control } from './control';

const mebibyte = 1 << 20;

/** The machine claims to have /dev/kvm for guests of z/Architecture. */
export function demandKvm(): void {
  if (boundMachine().manifest.features.kvm !== true) throw new NotClaimed('KVM on s390x');
}

/** Memory for a slot: the program's own, on a segment boundary, as KVM on s390x wants it. */
async function takeMemory(program: HostProgram, length: number): Promise<number> {
  const { value } = await program.must('taking memory for the guest', 'mmap', [
    0n,
    BigInt(length + mebibyte),
    BigInt(protections.PROT_READ | protections.PROT_WRITE),
    BigInt(mapTypes.MAP_PRIVATE | mapFlags.MAP_ANONYMOUS),
    BigInt.asUintN(64, -1n),
    0n,
  ]);
  return Math.ceil(Number(value) / mebibyte) * mebibyte;
}

export async function setSlot(program: HostProgram, values: Values): Promise<void> {
  const { errno } = await control(program, 'making a memory slot', 'vm', kvmVmIoctls.KVM_SET_USER_MEMORY_REGION, {
    structure: kvmUserspaceMemoryRegion,
    values,
  });
  if (errno !== 0) throw new MachineFailed('start', `making a memory slot failed with ${errnoName(errno)}`);
}

/** Opens /dev/kvm as "kvm" and a virtual machine as "vm"; its storage from absolute 0 on is the memory "guest". */
async function makeMachine(program: HostProgram, length: number): Promise<void> {
  await program.open('kvm', '/dev/kvm', 'kvm');
  const { value } = await program.must('making a virtual machine', 'ioctl', [
    BigInt(program.file('kvm').fd),
    BigInt(kvmSystemIoctls.KVM_CREATE_VM),
    0n,
  ]);
  program.files.set('vm', { fd: Number(value), kind: 'vm' });
  const start = await takeMemory(program, length);
  program.memory.set('guest', { start, length });
  await setSlot(program, { slot: 0, guest_phys_addr: 0, memory_size: length, userspace_addr: start });
}

/** The program has opened /dev/kvm as "kvm" and the machine as "vm". Guest-absolute storage is the memory "guest". */
Given('a virtual machine with {int} MiB of memory', function (this: TckWorld, size: number) {
  demandKvm();
  return this.host.prepare(() => makeMachine(this.host, size * mebibyte));
});

const exchangeFeature = 'kvm.mem-op-cmpxchg';
const hasExchange = (): boolean => boundMachine().manifest.features[exchangeFeature] === true;

/** Bit 1 of KVM_CAP_S390_MEM_OP_EXTENSION: since Linux 6.3. */
Given('a kernel {with} ABSOLUTE_CMPXCHG', (wanted: boolean) => {
  if (hasExchange() !== wanted) throw new NotClaimed(wanted ? 'ABSOLUTE_CMPXCHG' : 'a kernel without ABSOLUTE_CMPXCHG');
});
