import { type Difference, MachineFailed } from '../../src/contract/judgement';
import { errnoName } from '../../src/uapi/errno';
import { demand, hex } from '../expectation';
import { fieldLeft, withStructure } from '../host/ioctl';
import { Given, Then, When } from '../vocabulary';
import type { TckWorld } from '../world';

interface Region {
  readonly index: number;
  readonly offset: bigint;
  readonly size: bigint;
}

/** A call that the scenario is not about. */
async function must(world: TckWorld, name: string, file: string): Promise<void> {
  await withStructure(world, name, file, {});
  const { errno } = world.host.returned;
  if (errno !== 0) throw new MachineFailed('start', `${name} failed with ${errnoName(errno)}`);
}

async function regionCount(world: TckWorld, file: string): Promise<bigint> {
  await must(world, 'VFIO_DEVICE_GET_INFO', file);
  return fieldLeft(world.host, 'num_regions');
}

/** As every program does before it uses a device; it has to succeed. */
Given('the program has called {ioctl} on {string}', function (this: TckWorld, name: string, file: string) {
  return this.host.prepare(() => must(this, name, file));
});

When(
  'the program calls {ioctl} on {string} for the first index behind num_regions',
  async function (this: TckWorld, name: string, file: string) {
    const index = await regionCount(this, file);
    await withStructure(this, name, file, { index: String(index) });
  },
);

async function regionsOf(world: TckWorld, file: string): Promise<Region[]> {
  const found: Region[] = [];
  const count = Number(await regionCount(world, file));
  for (let index = 0; index < count; index += 1) {
    await withStructure(world, 'VFIO_DEVICE_GET_REGION_INFO', file, { index: String(index) });
    const field = (name: string): bigint => fieldLeft(world.host, name);
    if (world.host.returned.errno === 0) found.push({ index, offset: field('offset'), size: field('size') });
  }
  return found;
}

/** Regions without a byte overlap with none. */
Then('no two regions of {string} overlap', async function (this: TckWorld, file: string) {
  await this.host.ready();
  const all = await regionsOf(this, file);
  const differences: (Difference | undefined)[] = [
    this.compare('regions with bytes', 'some', all.some(({ size }) => size > 0n) ? 'some' : 'none'),
  ];
  for (const one of all)
    for (const other of all) {
      if (other.index <= one.index || one.size === 0n || other.size === 0n) continue;
      const apart = one.offset + one.size <= other.offset || other.offset + other.size <= one.offset;
      const text = ({ offset, size }: Region): string => `${hex(offset)} to ${hex(offset + size - 1n)}`;
      differences.push(
        this.compare(
          `regions ${one.index} and ${other.index}`,
          'apart',
          apart ? 'apart' : `${text(one)} and ${text(other)}`,
        ),
      );
    }
  demand('regions overlap', differences);
});
