import type { SystemCall } from '../../../contract/entries';
import { errno } from '../../../uapi/errno';
import { vfioContainerIoctls, vfioExtensions, vfioGroupIoctls } from '../../../uapi/vfio/container';
import { vfioDeviceIoctls } from '../../../uapi/vfio/device';
import { vfioDeviceFeatureFlags, vfioDeviceFeatures } from '../../../uapi/vfio/feature';
import type { Configuration } from '../../configuration';
import { lookupOf } from '../../cpu/decode';
import { architecture, type Model } from '../../model';
import { Storage } from '../../storage/storage';
import { deviceKinds, type PluggedDevice } from '../devices';
import { arena, Kernel } from '../kernel';
import type { ByteOrder } from '../words';
import { readWord, writeWord } from '../words';

type Word = number | bigint;
const stateFeature = vfioDeviceFeatures.VFIO_DEVICE_FEATURE_MIG_DEVICE_STATE;
const { VFIO_DEVICE_FEATURE_GET: get, VFIO_DEVICE_FEATURE_SET: set } = vfioDeviceFeatureFlags;

/** A host program with open devices, for unit tests: no contract in between. Failures are negated error numbers. */
export class VfioLaboratory {
  readonly kernel: Kernel;
  readonly plugged = new Map<string, PluggedDevice>();
  readonly groups = new Map<string, number>();
  readonly container: number;
  #used = arena.start + 0x1_0000;

  constructor(model: Model = architecture, order: ByteOrder = 'big') {
    const configuration: Configuration = {
      model,
      lookup: lookupOf(model.rows),
      facilities: new Set(),
      storage: new Storage(1 << 20),
      cpus: [],
    };
    this.kernel = new Kernel(order, configuration);
    this.container = -1;
  }

  call(name: SystemCall, ...parameters: Word[]): number {
    const answer = this.kernel.call(0, name, parameters.map(BigInt));
    if (answer.kind !== 'returned') throw new Error(answer.kind);
    return answer.errno === 0 ? Number(answer.value) : -answer.errno;
  }

  /** Memory that no other call uses. */
  memory(length: number, align = 16): bigint {
    this.#used = Math.ceil(this.#used / align) * align;
    const at = BigInt(this.#used);
    this.#used += length;
    return at;
  }

  put(bytes: Uint8Array, align?: number): bigint {
    const at = this.memory(bytes.length, align);
    this.kernel.memory.write(at, bytes);
    return at;
  }

  /** 32-bit words, and 64-bit ones for bigints, in the byte order of the host. */
  words(...values: Word[]): bigint {
    const parts = values.map((value) => writeWord(BigInt(value), typeof value === 'bigint' ? 8 : 4, this.kernel.order));
    return this.put(Buffer.concat(parts));
  }

  read(address: bigint, length: number): Uint8Array {
    const bytes = this.kernel.memory.read(address, length);
    if (typeof bytes === 'string') throw new Error(bytes);
    return bytes;
  }

  word(address: bigint, offset: number, length = 4): number {
    return Number(readWord(this.read(address, offset + length), offset, length, this.kernel.order));
  }

  open(path: string): number {
    return this.call('open', this.put(Buffer.from(`${path}\0`)), 2, 0);
  }

  plug(id: string, kind: string, parameters: Readonly<Record<string, string | number | boolean>> = {}): PluggedDevice {
    const plugged = deviceKinds[kind]!(this.kernel, { id, kind, ...parameters });
    if ('what' in plugged) throw new Error(plugged.what);
    this.plugged.set(id, plugged);
    return plugged;
  }

  group(id: string): string {
    const { path } = this.plugged.get(id)!;
    const buffer = this.memory(256);
    const length = this.call('readlink', this.put(Buffer.from(`${path}/iommu_group\0`)), buffer, 256);
    return Buffer.from(this.read(buffer, length)).toString().split('/').pop()!;
  }

  /** Opens a plugged device; the first one brings the container. */
  device(id: string): number {
    const first = this.groups.size === 0;
    if (first) (this as { container: number }).container = this.open('/dev/vfio/vfio');
    const group = this.open(`/dev/vfio/${this.group(id)}`);
    this.groups.set(id, group);
    this.expect(0, this.ioctl(group, vfioGroupIoctls.VFIO_GROUP_SET_CONTAINER, this.words(this.container)));
    if (first)
      this.expect(0, this.ioctl(this.container, vfioContainerIoctls.VFIO_SET_IOMMU, vfioExtensions.VFIO_TYPE1v2_IOMMU));
    return this.deviceFd(id);
  }

  deviceFd(id: string): number {
    const name = this.plugged.get(id)!.path.split('/').pop()!;
    const at = this.put(Buffer.from(`${name}\0`));
    return this.ioctl(this.groups.get(id)!, vfioGroupIoctls.VFIO_GROUP_GET_DEVICE_FD, at);
  }

  private expect(expected: number, seen: number): void {
    if (seen !== expected) throw new Error(`${seen}, not ${expected}`);
  }

  ioctl(fd: number, request: number, argument: Word): number {
    return this.call('ioctl', fd, request, argument);
  }

  /** @returns 0 or the error, and the data file or -1 */
  set(fd: number, state: number): [result: number, dataFile: number] {
    const at = this.words(16, stateFeature | set, state, 0x7777);
    const result = this.ioctl(fd, vfioDeviceIoctls.VFIO_DEVICE_FEATURE, at);
    return [result, this.word(at, 12) | 0];
  }

  state(fd: number): number {
    const at = this.words(16, stateFeature | get, 0x77, 0x77);
    this.expect(0, this.ioctl(fd, vfioDeviceIoctls.VFIO_DEVICE_FEATURE, at));
    return this.word(at, 8);
  }

  /** All bytes of a data file up to its end or an error. */
  drain(fd: number, chunk = 4096): { bytes: Uint8Array; end: number } {
    const buffer = this.memory(chunk);
    const parts: Uint8Array[] = [];
    for (;;) {
      const length = this.call('read', fd, buffer, chunk);
      if (length <= 0) return { bytes: Buffer.concat(parts), end: length };
      parts.push(this.read(buffer, length));
    }
  }

  feed(fd: number, bytes: Uint8Array, chunk = 4096): number {
    for (let at = 0; at < bytes.length; at += chunk) {
      const part = bytes.subarray(at, at + chunk);
      const result = this.call('write', fd, this.put(part), part.length);
      if (result !== part.length) return result;
    }
    return bytes.length;
  }

  eventfd(): number {
    return this.call('eventfd', 0, 0o4000);
  }

  /** How often an eventfd was signalled since the last time. */
  signals(fd: number): number {
    const at = this.memory(8);
    const result = this.call('read', fd, at, 8);
    return result === -errno.EAGAIN ? 0 : this.word(at, 0, 8);
  }
}
