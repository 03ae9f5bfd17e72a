import { encode, type Values } from '../../../codec/codec';
import type { Structure } from '../../../codec/structure';
import { errno } from '../../../uapi/errno';
import { vfioInfoCapHeader } from '../../../uapi/vfio/device';
import { Image, type Place, places } from '../image';
import type { Kernel } from '../kernel';
import type { ByteOrder } from '../words';

/** `argsz` opens every argument. */
const argsz: Place = { offset: 0, length: 4 };

/** The first bytes of an argument, or the error where they cannot be read or `argsz` admits fewer. */
export function readArgument(kernel: Kernel, address: bigint, minimum: number): Image | number {
  const bytes = kernel.memory.copyIn(address, minimum);
  if (bytes === undefined) return -errno.EFAULT;
  const image = new Image(bytes, kernel.order);
  return image.number(argsz) < minimum ? -errno.EINVAL : image;
}

export function copyOut(kernel: Kernel, address: bigint, bytes: Uint8Array): number {
  return kernel.memory.copyOut(address, bytes) ? 0 : -errno.EFAULT;
}

/** A capability behind an information structure. */
export interface Capability {
  readonly id: number;
  readonly version: number;
  readonly structure: Structure;
  readonly values: Values;
  /** What follows the structure. */
  readonly tail?: Uint8Array;
}

const header = places(vfioInfoCapHeader, 'id', 'version', 'next');
const aligned = (size: number): number => Math.ceil(size / 8) * 8;

/** A capability that is nothing but its header. */
export const capabilityOf = (id: number, structure: Structure): Capability => ({
  id,
  version: 1,
  structure,
  values: {},
});

/** The capabilities one behind the other; each `next` counts from the start of the information structure. */
export function capabilityChain(capabilities: readonly Capability[], start: number, order: ByteOrder): Uint8Array {
  const parts = capabilities.map(({ id, version, structure, values, tail }) => {
    const bytes = encode(structure, values, undefined, order);
    new Image(bytes, order).put(header.id, id).put(header.version, version);
    const part = new Uint8Array(aligned(structure.size + (tail?.length ?? 0)));
    part.set(bytes);
    if (tail !== undefined) part.set(tail, structure.size);
    return part;
  });
  let at = start;
  parts.forEach((part, index) => {
    at += part.length;
    if (index < parts.length - 1) new Image(part, order).put(header.next, at);
  });
  return Buffer.concat(parts);
}

export interface InfoPlaces {
  readonly flags: Place;
  readonly cap_offset: Place;
}

/**
 * Answers an information call: the structure, and its capabilities where `argsz` has room for all of them; where it has
 * not, `argsz` says what is needed and `cap_offset` is 0.
 * @param size bytes of the structure before the capabilities
 * @param known bytes of it that the caller has room for
 */
export function answerInfo(
  kernel: Kernel,
  address: bigint,
  info: Image,
  where: InfoPlaces,
  capsFlag: number,
  capabilities: readonly Capability[],
  known = info.bytes.length,
): number {
  const size = info.bytes.length;
  if (capabilities.length > 0) {
    const chain = kernel.configuration.model.vfio.capabilityChain(capabilities, size, kernel.order);
    info.put(where.flags, info.number(where.flags) | capsFlag);
    if (info.number(argsz) < size + chain.length) info.put(argsz, size + chain.length).put(where.cap_offset, 0);
    else {
      if (!kernel.memory.copyOut(address + BigInt(size), chain)) return -errno.EFAULT;
      info.put(where.cap_offset, size);
    }
  }
  return copyOut(kernel, address, info.bytes.subarray(0, known));
}
