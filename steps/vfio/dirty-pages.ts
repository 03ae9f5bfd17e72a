import { MachineFailed } from '../../src/contract/judgement';
import { errnoName } from '../../src/uapi/errno';
import { withStructure } from '../host/ioctl';
import { Given, When } from '../vocabulary';
import type { TckWorld } from '../world';

const request = 'VFIO_IOMMU_DIRTY_PAGES';

Given('the program has started the tracking of dirty pages', function (this: TckWorld) {
  return this.host.prepare(async () => {
    await withStructure(this, request, 'container', { flags: 'VFIO_IOMMU_DIRTY_PAGES_FLAG_START' });
    const { errno } = this.host.returned;
    if (errno !== 0) throw new MachineFailed('start', `tracking cannot be started: ${errnoName(errno)}`);
  });
});

/** In pages of 4096 bytes. */
When(
  'the program asks the container which pages from {address} to {address} are dirty, into {string}',
  async function (this: TckWorld, first: bigint, last: bigint, bitmap: string) {
    await this.host.ready();
    await withStructure(this, request, 'container', {
      flags: 'VFIO_IOMMU_DIRTY_PAGES_FLAG_GET_BITMAP',
      iova: String(first),
      size: String(last - first + 1n),
      'bitmap.pgsize': '4096',
      'bitmap.size': String(this.host.named(bitmap).length),
      'bitmap.data': `address of "${bitmap}"`,
    });
  },
);
