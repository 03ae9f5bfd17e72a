import { defineParameterType } from '@cucumber/cucumber';
import { type Difference, MachineFailed } from '../../src/contract/judgement';
import { errnoName } from '../../src/uapi/errno';
import { demand, storageDifference } from '../expectation';
import { aside, withStructure } from '../host/ioctl';
import { Then, When } from '../vocabulary';
import type { TckWorld } from '../world';

/** Makes memory of the program, or a mapping that it has, known to the IOMMU of the container: readable and writable. */
export async function mapForDma(world: TckWorld, address: bigint, iova: bigint, size: number): Promise<void> {
  await aside(world.host, async () => {
    await withStructure(world, 'VFIO_IOMMU_MAP_DMA', 'container', {
      flags: 'VFIO_DMA_MAP_FLAG_READ + VFIO_DMA_MAP_FLAG_WRITE',
      vaddr: String(address),
      iova: String(iova),
      size: String(size),
    });
    const { errno } = world.host.returned;
    if (errno !== 0) throw new MachineFailed('start', `VFIO_IOMMU_MAP_DMA failed with ${errnoName(errno)}`);
  });
}

/** Time for a device that acts at once; in nanoseconds. */
const moment = 1000n;

/** On the device face: the device has something to write, and does so as soon as it may. */
When(
  'device {string} has {bytes} to write to IOVA {address}',
  async function (this: TckWorld, device: string, bytes: Uint8Array, iova: bigint) {
    await this.host.ready();
    const place = new Uint8Array(8);
    new DataView(place.buffer).setBigUint64(0, iova);
    await this.perform(`"${device}" writes`, [
      { verb: 'stimulate', device, what: 'dma-write', bytes: Buffer.concat([place, bytes]) },
      { verb: 'settle', nanoseconds: moment },
    ]);
  },
);

When('{int} microseconds pass', async function (this: TckWorld, microseconds: number) {
  await this.host.ready();
  await this.perform('time passes', [{ verb: 'settle', nanoseconds: BigInt(microseconds) * 1000n }]);
});

/** What memory holds now and after time has passed, where that differs. */
async function changes(world: TckWorld, name: string, microseconds: number): Promise<Difference | undefined> {
  const { start, length } = world.host.named(name);
  const before = await world.host.look(BigInt(start), length);
  await world.perform('time passes', [{ verb: 'settle', nanoseconds: BigInt(microseconds) * 1000n }]);
  return storageDifference(`memory "${name}"`, before, await world.host.look(BigInt(start), length));
}

defineParameterType({
  name: 'changes',
  regexp: /changes|does not change/,
  transformer: (text: string) => text === 'changes',
  useForSnippets: false,
});

Then(
  'memory {string} {changes} in the next {int} microseconds',
  async function (this: TckWorld, name: string, expected: boolean, microseconds: number) {
    const difference = await changes(this, name, microseconds);
    if (!expected) this.expectations += 1;
    demand(`memory "${name}" ${expected ? 'does not change' : 'changes'}`, [
      expected
        ? this.compare(`memory "${name}" afterwards`, 'something else', difference ? 'something else' : 'the same')
        : difference,
    ]);
  },
);
