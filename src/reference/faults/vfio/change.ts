import type { Structure } from '../../../codec/structure';
import { Image, place } from '../../kernel/image';
import type { Kernel } from '../../kernel/kernel';
import type { Result } from '../../kernel/operation';
import { isOperation, type Operation, type Value } from '../../kernel/operation';
import type { VfioBehaviour } from '../../kernel/vfio/behaviour';
import type { DeviceCall } from '../../kernel/vfio/device';
import type { Feature } from '../../kernel/vfio/feature';
import { type Fault, kernelBehaves } from '../fault';

/** Replaces behaviours of VFIO by wrong ones, which may use the right ones. */
export const vfio = (change: (right: VfioBehaviour) => Partial<VfioBehaviour>): Fault['apply'] =>
  kernelBehaves('vfio', change);

/** Replaces one ioctl of devices. */
export const deviceCall = (request: number, change: (right: DeviceCall) => DeviceCall): Fault['apply'] =>
  vfio(({ deviceCalls }) => ({
    deviceCalls: new Map([...deviceCalls, [request, change(deviceCalls.get(request) ?? (() => 0))]]),
  }));

/** Replaces one feature of VFIO_DEVICE_FEATURE. */
export const feature = (id: number, change: (right: Feature) => Feature): Fault['apply'] =>
  vfio(({ features }) => ({ features: new Map([...features, [id, change(features.get(id)!)]]) }));

type Checks =
  | 'featureSteps'
  | 'irqSetChecks'
  | 'loggedRangeChecks'
  | 'reportChecks'
  | 'dirtyBitmapChecks'
  | 'changeSteps';

/** Leaves one check or step of a list out. */
export const without = (list: Checks, name: string): Fault['apply'] =>
  vfio((right) => ({ [list]: right[list].filter((one) => one.name !== name) }));

/** Changes what a call has come to. */
export function then(result: Result, change: (value: Value) => Value): Result {
  if (!isOperation(result)) return change(result);
  return (function* (): Operation {
    return change(yield* result);
  })();
}

/** A number in a structure in user memory; 0 where it cannot be read. */
export function peek(kernel: Kernel, address: bigint, structure: Structure, field: string): bigint {
  const { offset, length } = place(structure, field);
  const bytes = kernel.memory.copyIn(address + BigInt(offset), length);
  if (bytes === undefined) return 0n;
  const image = new Image(bytes, kernel.order);
  return length === 8 ? image.long({ offset: 0, length }) : BigInt(image.number({ offset: 0, length }));
}

export function poke(
  kernel: Kernel,
  address: bigint,
  structure: Structure,
  field: string,
  value: number | bigint,
): void {
  const { offset, length } = place(structure, field);
  const image = Image.of(length, kernel.order).put({ offset: 0, length }, value);
  kernel.memory.copyOut(address + BigInt(offset), image.bytes);
}

/** The device call, after `argsz` was made large enough. */
export const lenient =
  (structure: Structure, from: number, to: number) =>
  (right: DeviceCall): DeviceCall =>
  (device, address) => {
    const argsz = Number(peek(device.kernel, address, structure, 'argsz'));
    if (argsz >= from && argsz < to) poke(device.kernel, address, structure, 'argsz', to);
    return right(device, address);
  };

/** The device call with an error replaced by another result. */
export const instead =
  (error: number, value: number, when: (device: Parameters<DeviceCall>[0], address: bigint) => boolean = () => true) =>
  (right: DeviceCall): DeviceCall =>
  (device, address) =>
    then(right(device, address), (result) => (result === -error && when(device, address) ? value : result));

/** The device call, and a change to what it has answered with success. */
export const afterwards =
  (change: (device: Parameters<DeviceCall>[0], address: bigint) => number | undefined) =>
  (right: DeviceCall): DeviceCall =>
  (device, address) =>
    then(right(device, address), (result) => (result === 0 ? (change(device, address) ?? 0) : result));
