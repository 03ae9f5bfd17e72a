import type { DataTable } from '@cucumber/cucumber';
import { encode } from '../../src/codec/codec';
import { vfioDeviceFeatureDmaLoggingRange } from '../../src/uapi/vfio/feature';
import { demand } from '../expectation';
import type { HostProgram } from '../host/host-program';
import { withStructure } from '../host/ioctl';
import { parseValue } from '../host/values';
import { Given, When } from '../vocabulary';
import type { TckWorld } from '../world';

interface Range {
  readonly iova: bigint;
  readonly length: bigint;
}

/** The ranges one after the other, in the byte order of the host. */
function image(program: HostProgram, ranges: readonly Range[]): Uint8Array {
  return Buffer.concat(
    ranges.map(({ iova, length }) =>
      encode(vfioDeviceFeatureDmaLoggingRange, { iova, length }, undefined, program.order),
    ),
  );
}

/** VFIO_DEVICE_FEATURE_DMA_LOGGING_START; the structure is there to be looked at. */
async function start(world: TckWorld, device: string, pageSize: bigint, ranges: readonly Range[]): Promise<void> {
  const { host } = world;
  await host.ready();
  await host.briefly(async () => {
    const bytes = image(host, ranges);
    const address = host.reserve(bytes.length);
    await host.store(address, bytes);
    await withStructure(world, 'VFIO_DEVICE_FEATURE', device, {
      flags: 'VFIO_DEVICE_FEATURE_SET + VFIO_DEVICE_FEATURE_DMA_LOGGING_START',
      page_size: String(pageSize),
      num_ranges: String(ranges.length),
      ranges: String(address),
    });
  });
}

/** Columns `iova` and `length`, in the order in which the ranges stand in memory. */
When(
  'the program starts DMA logging on {string} in pages of {number} bytes for:',
  async function (this: TckWorld, device: string, pageSize: bigint, table: DataTable) {
    await this.host.ready();
    const ranges = table.hashes().map(({ iova = '', length = '' }) => ({
      iova: parseValue(this.host, iova),
      length: parseValue(this.host, length),
    }));
    await start(this, device, pageSize, ranges);
  },
);

/** Ranges of one page with a page between them, from IOVA 0x100000 on. */
When(
  'the program starts DMA logging on {string} in pages of {number} bytes for {int} ranges of one page',
  function (this: TckWorld, device: string, pageSize: bigint, count: number) {
    const place = (index: number) => 0x100000n + BigInt(2 * index) * pageSize;
    const ranges = Array.from({ length: count }, (_, index) => ({ iova: place(index), length: pageSize }));
    return start(this, device, pageSize, ranges);
  },
);

Given(
  'the program has started DMA logging on {string} in pages of {number} bytes from {address} to {address}',
  function (this: TckWorld, device: string, pageSize: bigint, first: bigint, last: bigint) {
    return this.host.prepare(async () => {
      await start(this, device, pageSize, [{ iova: first, length: last - first + 1n }]);
      const { errno } = this.host.returned;
      demand('DMA logging does not start', [this.compare('errno', 0, errno)]);
    });
  },
);

When('the program stops DMA logging on {string}', function (this: TckWorld, device: string) {
  return withStructure(this, 'VFIO_DEVICE_FEATURE', device, {
    flags: 'VFIO_DEVICE_FEATURE_SET + VFIO_DEVICE_FEATURE_DMA_LOGGING_STOP',
  });
});

When(
  'the program asks which pages of {number} bytes {string} has written from {address} to {address}, into {string}',
  async function (this: TckWorld, pageSize: bigint, device: string, first: bigint, last: bigint, bitmap: string) {
    await this.host.ready();
    await withStructure(this, 'VFIO_DEVICE_FEATURE', device, {
      flags: 'VFIO_DEVICE_FEATURE_GET + VFIO_DEVICE_FEATURE_DMA_LOGGING_REPORT',
      iova: String(first),
      length: String(last - first + 1n),
      page_size: String(pageSize),
      bitmap: `address of "${bitmap}"`,
    });
  },
);
