import { NotObservable } from '../../src/contract/judgement';
import { mapTypes, protections } from '../../src/uapi/memory-map';
import { vfioRegionInfoFlags } from '../../src/uapi/vfio/regions';
import { fieldLeft, withStructure } from '../host/ioctl';
import { Given } from '../vocabulary';
import type { TckWorld } from '../world';
import { regionOffset } from './bar';
import { mapForDma } from './dma';

const mappable = BigInt(vfioRegionInfoFlags.VFIO_REGION_INFO_FLAG_MMAP);

/** From then on other devices reach the region by DMA: all of it, mapped by the program and made known to the IOMMU. */
Given(
  'the program has mapped BAR{int} of {string} for DMA at IOVA {address}',
  function (this: TckWorld, bar: number, device: string, iova: bigint) {
    const { host } = this;
    return host.prepare(async () => {
      const offset = await regionOffset(this, device, bar);
      await withStructure(this, 'VFIO_DEVICE_GET_REGION_INFO', device, { index: String(bar) });
      const [size, flags] = [fieldLeft(host, 'size'), fieldLeft(host, 'flags')];
      if (size === 0n || (flags & mappable) === 0n)
        throw new NotObservable(`BAR${bar} of "${device}", which devices could write into, cannot be mapped`);
      const { value } = await host.must(`mapping BAR${bar} of "${device}"`, 'mmap', [
        0n,
        size,
        BigInt(protections.PROT_READ | protections.PROT_WRITE),
        BigInt(mapTypes.MAP_SHARED),
        BigInt(host.file(device).fd),
        offset,
      ]);
      await mapForDma(this, value, iova, Number(size));
    });
  },
);
