import { encode, type Values } from '../../../codec/codec';
import type { Structure } from '../../../codec/structure';
import type { Answer, SystemCall } from '../../../contract/entries';
import { memOp, memOpFlags, memOps } from '../../../uapi/kvm/mem-op';
import { kvmMemoryFlags, kvmUserspaceMemoryRegion } from '../../../uapi/kvm/memory';
import { kvmSharedIoctls, kvmSystemIoctls, kvmVmIoctls } from '../../../uapi/kvm/numbers';
import type { Configuration } from '../../configuration';
import { lookupOf } from '../../cpu/decode';
import { chooseFacilities, implementedFacilities } from '../../machine/facilities';
import { architecture, type Model } from '../../model';
import { Storage } from '../../storage/storage';
import { arena, Kernel } from '../kernel';

export const op = memOps;
export const checkOnly = memOpFlags.KVM_S390_MEMOP_F_CHECK_ONLY;
export const inject = memOpFlags.KVM_S390_MEMOP_F_INJECT_EXCEPTION;
export const withKey = memOpFlags.KVM_S390_MEMOP_F_SKEY_PROTECTION;

/** Places in the arena: where structures go, and two buffers of the program. */
export const argument = arena.start;
export const buffer = arena.start + 0x10000;
export const other = arena.start + 0x40000;
/** Where the memory of the guest is mapped. */
export const guest = 0x200_0000_0000;

/** A program with a VM, for unit tests: no contract in between. */
export class KvmLaboratory {
  readonly kernel: Kernel;
  readonly kvm: number;
  readonly vm: number;

  constructor(options: { model?: Model; megabytes?: number; flags?: number } = {}) {
    const { model = architecture, megabytes = 2, flags = kvmMemoryFlags.KVM_MEM_LOG_DIRTY_PAGES } = options;
    const chosen = chooseFacilities(implementedFacilities, { present: [], absent: [] });
    if ('missing' in chosen) throw new Error(chosen.what);
    const configuration: Configuration = {
      model,
      lookup: lookupOf(model.rows),
      facilities: chosen.facilities,
      storage: new Storage(1 << 20),
      cpus: [],
    };
    this.kernel = new Kernel('big', configuration);
    this.put(argument, Buffer.from('/dev/kvm\0'));
    this.kvm = this.call('open', argument, 2);
    this.vm = this.ioctl(this.kvm, kvmSystemIoctls.KVM_CREATE_VM, 0);
    if (megabytes > 0) {
      this.map(guest, megabytes << 20);
      this.region({ slot: 0, flags, guest_phys_addr: 0, memory_size: megabytes << 20, userspace_addr: guest });
    }
  }

  /** The value of a call, or its negated error number. */
  call(name: SystemCall, ...parameters: (number | bigint)[]): number {
    const answer = this.begin(0, name, ...parameters);
    if (answer.kind !== 'returned') throw new Error(`${name}: ${JSON.stringify(answer)}`);
    return answer.errno === 0 ? Number(answer.value) : -answer.errno;
  }

  begin(task: number, name: SystemCall, ...parameters: (number | bigint)[]): Answer {
    return this.kernel.call(
      task,
      name,
      parameters.map((parameter) => BigInt.asUintN(64, BigInt(parameter))),
    );
  }

  ioctl(fd: number, request: number, parameter: number | bigint): number {
    return this.call('ioctl', fd, request, parameter);
  }

  /** An ioctl whose argument is a structure. */
  control(fd: number, request: number, structure: Structure, values: Values): number {
    this.put(argument, encode(structure, values, undefined, 'big'));
    return this.ioctl(fd, request, argument);
  }

  map(address: number, length: number): number {
    return this.call('mmap', address, length, 3, 0x32, -1, 0);
  }

  region(values: Values): number {
    return this.control(this.vm, kvmVmIoctls.KVM_SET_USER_MEMORY_REGION, kvmUserspaceMemoryRegion, values);
  }

  memOp(values: Values, fd = this.vm): number {
    return this.control(fd, kvmSharedIoctls.KVM_S390_MEM_OP, memOp, values);
  }

  put(address: number | bigint, bytes: Uint8Array): void {
    if (this.kernel.memory.write(BigInt(address), bytes) !== undefined) throw new Error('no memory there');
  }

  at(address: number | bigint, length: number): Uint8Array {
    const bytes = this.kernel.memory.read(BigInt(address), length);
    if (typeof bytes === 'string') throw new Error(bytes);
    return bytes;
  }
}
