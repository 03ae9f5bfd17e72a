import { decodeField, encode, type Values } from '../../../codec/codec';
import type { Structure } from '../../../codec/structure';
import type { Answer, SystemCall } from '../../../contract/entries';
import { kvmSkeys, memOp, memOpFlags, memOpSida, memOps } from '../../../uapi/kvm/mem-op';
import { kvmMemoryFlags, kvmUserspaceMemoryRegion } from '../../../uapi/kvm/memory';
import { kvmSharedIoctls, kvmSystemIoctls, kvmVcpuIoctls, kvmVmIoctls } from '../../../uapi/kvm/numbers';
import { kvmRun } from '../../../uapi/kvm/run';
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
const keyData = arena.start + 0x8000;
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

  /** Places the structure without a call. */
  putMemOp(address: number, values: Values): void {
    this.put(address, encode(memOp, values, undefined, 'big'));
  }

  /** An operation on the secure area. */
  sida(fd: number, values: Values): number {
    return this.control(fd, kvmSharedIoctls.KVM_S390_MEM_OP, memOpSida, values);
  }

  put(address: number | bigint, bytes: Uint8Array): void {
    if (this.kernel.memory.write(BigInt(address), bytes) !== undefined) throw new Error('no memory there');
  }

  at(address: number | bigint, length: number): Uint8Array {
    const bytes = this.kernel.memory.read(BigInt(address), length);
    if (typeof bytes === 'string') throw new Error(bytes);
    return bytes;
  }

  setKeys(absolute: number, ...keys: number[]): void {
    this.put(keyData, Uint8Array.from(keys));
    const fields = { start_gfn: absolute >> 12, count: keys.length, skeydata_addr: keyData };
    const result = this.control(this.vm, kvmVmIoctls.KVM_S390_SET_SKEYS, kvmSkeys, fields);
    if (result !== 0) throw new Error(`SET_SKEYS: ${result}`);
  }

  key(absolute: number): number {
    const fields = { start_gfn: absolute >> 12, count: 1, skeydata_addr: keyData };
    const result = this.control(this.vm, kvmVmIoctls.KVM_S390_GET_SKEYS, kvmSkeys, fields);
    if (result !== 0) throw new Error(`GET_SKEYS: ${result}`);
    return this.at(keyData, 1)[0]!;
  }

  /** A new CPU, reset, with its run area mapped. */
  vcpu(id = 0): VcpuLaboratory {
    const fd = this.ioctl(this.vm, kvmVmIoctls.KVM_CREATE_VCPU, id);
    const area = this.call('mmap', 0, 4096, 3, 1, fd, 0);
    this.ioctl(fd, kvmVcpuIoctls.KVM_S390_INITIAL_RESET, 0);
    return new VcpuLaboratory(this, fd, area);
  }
}

/** A CPU of the VM as the program sees it. */
export class VcpuLaboratory {
  constructor(
    readonly lab: KvmLaboratory,
    readonly fd: number,
    readonly area: number,
  ) {}

  get(name: string): bigint {
    return decodeField(kvmRun, this.lab.at(this.area, kvmRun.size), name, 'big');
  }

  /** Changes fields of the run area; registers that are not always synchronised need their dirty bit. */
  set(values: Values): void {
    this.lab.put(this.area, encode(kvmRun, values, this.lab.at(this.area, kvmRun.size), 'big'));
  }

  get icptcode(): number {
    return this.lab.at(this.area + 48, 1)[0]!;
  }

  run(): number {
    return this.lab.ioctl(this.fd, kvmVcpuIoctls.KVM_RUN, 0);
  }

  /** Brings PSW and control registers into the CPU: it runs into a disabled wait. */
  enter(mask: bigint, values: Values = {}): void {
    this.set({ psw_mask: mask | 0x0002000000000000n, psw_addr: 0, kvm_dirty_regs: 0x9, ...values });
    const result = this.run();
    if (result !== 0 || this.icptcode !== 0x1c) throw new Error(`KVM_RUN: ${result}, ${this.icptcode}`);
  }

  memOp(values: Values): number {
    return this.lab.memOp(values, this.fd);
  }
}
