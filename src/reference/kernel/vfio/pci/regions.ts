import { errno } from '../../../../uapi/errno';
import { vfioInfoCapHeader } from '../../../../uapi/vfio/device';
import {
  vfioPciRegionIndexes as indexes,
  vfioRegionInfoCapabilities,
  vfioRegionInfoFlags,
} from '../../../../uapi/vfio/regions';
import { capabilityOf } from '../argument';
import type { Region } from '../region';
import type { EngineDevice } from './device';
import { pageSize } from './stream';

const {
  VFIO_REGION_INFO_FLAG_READ: readable,
  VFIO_REGION_INFO_FLAG_WRITE: writable,
  VFIO_REGION_INFO_FLAG_MMAP: mappable,
} = vfioRegionInfoFlags;

const barSize = 4096;
const vectorEntry = 16;

/** What stands behind a BAR. */
interface Space {
  read(offset: number, length: number): Uint8Array;
  write(offset: number, bytes: Uint8Array): void;
}

const answers = (device: EngineDevice): boolean =>
  device.decodes && device.kernel.configuration.model.vfio.answersAccesses(device.engine.activity, device);

/** A BAR: what reaches it is seen, and while the device is stopped writes are ignored. */
function barRegion(device: EngineDevice, index: number, size: number, space: Space, table = false): Region {
  const name = `BAR${index}`;
  const capabilities = [capabilityOf(vfioRegionInfoCapabilities.VFIO_REGION_INFO_CAP_MSIX_MAPPABLE, vfioInfoCapHeader)];
  return {
    name,
    size,
    flags: readable | writable | mappable,
    beyond: errno.EINVAL,
    ...(table ? { capabilities } : {}),
    read: (offset, length) => {
      if (!answers(device)) return -errno.EIO;
      const bytes = space.read(offset, length);
      device.log.add('read', name, offset, bytes);
      return bytes;
    },
    write: (offset, bytes) => {
      if (!answers(device)) return -errno.EIO;
      device.log.add('write', name, offset, bytes);
      if (device.kernel.configuration.model.vfio.acceptsAccesses(device.engine.activity, device))
        space.write(offset, bytes);
      return 0;
    },
  };
}

/** Memory of the device. */
function memorySpace(device: EngineDevice): Space {
  return {
    read: (offset, length) => device.memory.slice(offset, offset + length),
    write: (offset, bytes) => {
      device.memory.set(bytes, offset);
      const last = Math.floor((offset + bytes.length - 1) / pageSize);
      for (let page = Math.floor(offset / pageSize); page <= last; page += 1) device.dirty.add(page);
    },
  };
}

/** The MSI-X table and, in its second half, the pending bits: the kernel writes the table, what a program writes is kept from it. */
function vectorSpace(vectors: number): Space {
  const table = new Uint8Array(barSize);
  for (let vector = 0; vector < vectors; vector += 1) table[vector * vectorEntry + 12] = 1;
  return { read: (offset, length) => table.slice(offset, offset + length), write: () => {} };
}

function configRegion(device: EngineDevice): Region {
  return {
    name: 'config',
    size: device.config.bytes.length,
    flags: readable | writable,
    beyond: errno.EFAULT,
    whole: true,
    read: (offset, length) => {
      if (!device.kernel.configuration.model.vfio.answersConfig(device.engine.activity)) return -errno.EIO;
      const bytes = device.config.bytes.slice(offset, offset + length);
      device.log.add('read', 'config', offset, bytes);
      return bytes;
    },
    write: (offset, bytes) => {
      device.log.add('write', 'config', offset, bytes);
      device.config.write(offset, bytes);
      return 0;
    },
  };
}

/** The regions of a device of kind `vfio-pci` by index. */
export function pciRegions(device: EngineDevice): Region[] {
  const absent = (index: number): Region => ({ name: `region ${index}`, size: 0, flags: 0, beyond: errno.EINVAL });
  const regions = Array.from({ length: indexes.VFIO_PCI_NUM_REGIONS }, (_, index) => absent(index));
  regions[indexes.VFIO_PCI_VGA_REGION_INDEX] = { ...absent(indexes.VFIO_PCI_VGA_REGION_INDEX), refused: true };
  regions[indexes.VFIO_PCI_BAR0_REGION_INDEX] = barRegion(device, 0, barSize, device.engine);
  regions[indexes.VFIO_PCI_BAR2_REGION_INDEX] = barRegion(device, 2, device.memory.length, memorySpace(device));
  if (device.shape.msix > 0)
    regions[indexes.VFIO_PCI_BAR4_REGION_INDEX] = barRegion(device, 4, barSize, vectorSpace(device.shape.msix), true);
  regions[indexes.VFIO_PCI_CONFIG_REGION_INDEX] = configRegion(device);
  return regions;
}
