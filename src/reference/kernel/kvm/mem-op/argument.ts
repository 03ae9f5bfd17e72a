import { memOp, memOpFlags, memOpSida, memOps } from '../../../../uapi/kvm/mem-op';
import type { Kernel } from '../../kernel';
import type { ByteOrder } from '../../words';

const at = (name: string): number => memOp.byName.get(name)!.first / 8;
const offset = {
  gaddr: at('gaddr'),
  flags: at('flags'),
  size: at('size'),
  op: at('op'),
  buf: at('buf'),
  ar: at('ar'),
  key: at('key'),
  oldAddress: at('old_addr'),
  sida: memOpSida.byName.get('sida_offset')!.first / 8,
} as const;

/** struct kvm_s390_mem_op as the program gave it; every field is read when it is asked for. */
export class MemOp {
  readonly #view: DataView;
  readonly #little: boolean;

  constructor(
    readonly bytes: Uint8Array,
    order: ByteOrder,
  ) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#little = order === 'little';
  }

  get gaddr(): bigint {
    return this.#view.getBigUint64(offset.gaddr, this.#little);
  }
  get flags(): bigint {
    return this.#view.getBigUint64(offset.flags, this.#little);
  }
  get size(): number {
    return this.#view.getUint32(offset.size, this.#little);
  }
  get op(): number {
    return this.#view.getUint32(offset.op, this.#little);
  }
  get buf(): bigint {
    return this.#view.getBigUint64(offset.buf, this.#little);
  }
  get ar(): number {
    return this.bytes[offset.ar]!;
  }
  get key(): number {
    return this.bytes[offset.key]!;
  }
  get oldAddress(): bigint {
    return this.#view.getBigUint64(offset.oldAddress, this.#little);
  }
  get sidaOffset(): number {
    return this.#view.getUint32(offset.sida, this.#little);
  }

  has(flag: bigint): boolean {
    return (this.flags & flag) !== 0n;
  }
}

export const op = {
  logicalRead: memOps.KVM_S390_MEMOP_LOGICAL_READ,
  logicalWrite: memOps.KVM_S390_MEMOP_LOGICAL_WRITE,
  sidaRead: memOps.KVM_S390_MEMOP_SIDA_READ,
  sidaWrite: memOps.KVM_S390_MEMOP_SIDA_WRITE,
  absoluteRead: memOps.KVM_S390_MEMOP_ABSOLUTE_READ,
  absoluteWrite: memOps.KVM_S390_MEMOP_ABSOLUTE_WRITE,
  absoluteExchange: memOps.KVM_S390_MEMOP_ABSOLUTE_CMPXCHG,
} as const;

export const flag = {
  checkOnly: BigInt(memOpFlags.KVM_S390_MEMOP_F_CHECK_ONLY),
  injectException: BigInt(memOpFlags.KVM_S390_MEMOP_F_INJECT_EXCEPTION),
  storageKey: BigInt(memOpFlags.KVM_S390_MEMOP_F_SKEY_PROTECTION),
} as const;

/** The argument in user memory; nothing where a byte is missing. */
export function memOpArgument(kernel: Kernel, address: bigint): MemOp | undefined {
  const bytes = kernel.memory.copyIn(address, memOp.size);
  return bytes === undefined ? undefined : new MemOp(bytes, kernel.order);
}
