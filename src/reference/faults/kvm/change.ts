import { memOp as structure } from '../../../uapi/kvm/mem-op';
import { MemOp } from '../../kernel/kvm/mem-op/argument';
import { isOperation, type Operation, type Result } from '../../kernel/operation';
import type { Model } from '../../model';
import { type Fault, kernelBehaves } from '../fault';

export type Kvm = Model['kvm'];

/** Replaces behaviours of KVM by wrong ones, which may use the right ones. */
export const kvm = (change: (right: Kvm) => Partial<Kvm>): Fault['apply'] => kernelBehaves('kvm', change);

type Value = number | bigint;

/** The result, changed when the operation has ended. */
export function changed(result: Result, change: (value: Value) => Value): Result {
  if (!isOperation(result)) return change(result);
  return (function* (): Operation {
    return change(yield* result);
  })();
}

/** Runs the operation to its end without letting anything else act. */
export function atOnce(result: Result): Value {
  if (!isOperation(result)) return result;
  for (;;) {
    const step = result.next();
    if (step.done === true) return step.value;
  }
}

const at = (name: string) => structure.byName.get(name)!;

/** The operation with some fields changed. */
export function withFields(memOp: MemOp, fields: Readonly<Record<string, bigint | number>>): MemOp {
  const bytes = memOp.bytes.slice();
  const view = new DataView(bytes.buffer);
  for (const [name, value] of Object.entries(fields)) {
    const { first, last } = at(name);
    const length = (last - first + 1) / 8;
    if (length === 8) view.setBigUint64(first / 8, BigInt(value));
    else if (length === 4) view.setUint32(first / 8, Number(value));
    else view.setUint8(first / 8, Number(value));
  }
  return new MemOp(bytes, 'big');
}

/** Every VM operation goes through something wrong. */
export const vmOperation = (wrong: (right: Kvm['vmOperation']) => Kvm['vmOperation']): Fault['apply'] =>
  kvm((right) => ({ vmOperation: wrong(right.vmOperation) }));

/** Every operation through a CPU goes through something wrong. */
export const vcpuOperation = (wrong: (right: Kvm['vcpuOperation']) => Kvm['vcpuOperation']): Fault['apply'] =>
  kvm((right) => ({ vcpuOperation: wrong(right.vcpuOperation) }));

/** Replaces one check of a list. The order of the lists: flags, size 0, size too large, key, more. */
export function replaced<T>(list: readonly T[], index: number, ...others: readonly T[]): readonly T[] {
  return [...list.slice(0, index), ...others, ...list.slice(index + 1)];
}

export const place = { flags: 0, empty: 1, size: 2, key: 3, fifth: 4 } as const;
