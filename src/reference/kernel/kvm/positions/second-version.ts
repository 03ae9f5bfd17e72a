import type { KvmBehaviour } from '../behaviour';
import { flag, type MemOp } from '../mem-op/argument';
import type { VcpuCheck } from '../mem-op/checks';
import { unusedIsZero } from './first-request';

const accessRegister = 32;
const key = 33;

const keyByte = (memOp: MemOp): readonly number[] => (memOp.has(flag.storageKey) ? [key] : []);

/** An access through a CPU is new functionality where it names a key. */
const unusedOfKeyedIsZero: VcpuCheck = (vcpu, memOp) =>
  memOp.has(flag.storageKey) ? unusedIsZero(() => [accessRegister, key])(vcpu.vm, memOp) : 0;

/** Version 2: the bytes of the union that a new operation or flag does not use must be zero. They are looked at before the address. */
export function unusedBytesEnforced(earlier: KvmBehaviour): KvmBehaviour {
  return {
    ...earlier,
    absoluteChecks: [...earlier.absoluteChecks, unusedIsZero(keyByte)],
    logicalChecks: [...earlier.logicalChecks, unusedOfKeyedIsZero],
  };
}
