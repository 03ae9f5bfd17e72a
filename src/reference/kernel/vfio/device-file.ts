import { errno } from '../../../uapi/errno';
import type { Kernel } from '../kernel';
import type { OpenFile } from '../open-file';
import { isOperation, type Operation, type Result } from '../operation';
import type { Backing } from '../user-memory';
import type { VfioDevice } from './device';
import type { Region } from './region';
import { regionBacking } from './region-mapping';

/** Bits of a file offset that lie within a region. Source: Linux 6.12 include/linux/vfio_pci_core.h VFIO_PCI_OFFSET_SHIFT. */
export const regionShift = 40n;

/** Region and offset that a file offset means. */
function split({ kernel, regions }: VfioDevice, position: bigint): { region: Region | undefined; offset: number } {
  const shift = kernel.configuration.model.vfio.regionShift;
  return { region: regions[Number(position >> shift)], offset: Number(position & ((1n << shift) - 1n)) };
}

/** The answer to an access that begins behind the end of a region. */
export const beyondRegion = ({ beyond }: Region): number => -beyond;

interface Found {
  readonly region: Region;
  readonly offset: number;
  readonly length: number;
}

/** The part of an access that lies in a region, or the error. */
export function locate(device: VfioDevice, position: bigint, length: number, way: 'read' | 'write'): Found | number {
  const { region, offset } = split(device, position);
  if (region === undefined) return -errno.EINVAL;
  const beyond = offset >= region.size || (region.whole === true && offset + length > region.size);
  if (region[way] === undefined || beyond) return device.kernel.configuration.model.vfio.beyondRegion(region);
  return { region, offset, length: Math.min(length, region.size - offset) };
}

/** A file that has a device open. */
export class DeviceFile implements OpenFile {
  readonly kind = 'device';

  constructor(
    readonly device: VfioDevice,
    /** Whether the file came from a group, and so keeps it. */
    private readonly ofGroup = true,
  ) {}

  opened(): void {
    if (this.ofGroup) this.device.group.openDevices += 1;
    this.device.users += 1;
    if (this.device.users === 1) this.device.opened();
  }

  release(): void {
    this.device.users -= 1;
    if (this.device.users === 0) this.device.closed();
    if (!this.ofGroup) return;
    this.device.group.openDevices -= 1;
    this.device.group.released();
  }

  ioctl(kernel: Kernel, request: number, argument: bigint): Result {
    const { vfio } = kernel.configuration.model;
    return vfio.deviceCalls.get(request)?.(this.device, argument) ?? vfio.unknownCall(this.kind);
  }

  read(kernel: Kernel, buffer: bigint, length: number, position: bigint): Result {
    if (length === 0) return 0;
    const found = locate(this.device, position, length, 'read');
    if (typeof found === 'number') return found;
    const bytes = found.region.read!(found.offset, found.length);
    if (typeof bytes === 'number') return bytes;
    return kernel.memory.copyOut(buffer, bytes) ? bytes.length : -errno.EFAULT;
  }

  write(kernel: Kernel, buffer: bigint, length: number, position: bigint): Result {
    if (length === 0) return 0;
    const found = locate(this.device, position, length, 'write');
    if (typeof found === 'number') return found;
    const bytes = kernel.memory.copyIn(buffer, found.length);
    if (bytes === undefined) return -errno.EFAULT;
    const written = found.region.write!(found.offset, bytes);
    if (!isOperation(written)) return written === 0 ? found.length : written;
    return (function* (): Operation {
      const result = yield* written;
      return result === 0 ? found.length : result;
    })();
  }

  mmap(_kernel: Kernel, length: number, offset: bigint): Backing | number {
    const { region, offset: start } = split(this.device, offset);
    return region === undefined ? -errno.EINVAL : regionBacking(region, start, length);
  }
}
