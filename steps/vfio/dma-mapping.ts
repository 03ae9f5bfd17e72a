import { defineParameterType } from '@cucumber/cucumber';
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
async function mapBarForDma(world: TckWorld, bar: number, device: string, iova: bigint): Promise<void> {
  const { host } = world;
  const offset = await regionOffset(world, device, bar);
  await withStructure(world, 'VFIO_DEVICE_GET_REGION_INFO', device, { index: String(bar) });
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
  await mapForDma(world, value, iova, Number(size));
}

type MapForDma = (world: TckWorld, iova: bigint) => Promise<void>;

defineParameterType({
  name: 'mappable',
  regexp: /memory "([^"]+)"|BAR([0-5]) of "([^"]+)"/,
  transformer: (memory?: string, bar?: string, device?: string): MapForDma => {
    if (!memory) return (world, iova) => mapBarForDma(world, Number(bar), device!, iova);
    return (world, iova) => {
      const { start, length } = world.host.named(memory);
      return mapForDma(world, BigInt(start), iova, length);
    };
  },
  useForSnippets: false,
});

/** Devices can read and write there, see `mapForDma`. */
Given(
  'the program has mapped {mappable} for DMA at IOVA {address}',
  function (this: TckWorld, map: MapForDma, iova: bigint) {
    return this.host.prepare(() => map(this, iova));
  },
);
