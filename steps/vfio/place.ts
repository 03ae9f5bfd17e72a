import { defineParameterType } from '@cucumber/cucumber';
import { vfioPciRegionIndexes } from '../../src/uapi/vfio/regions';
import { transfer } from '../host/files';
import { aside, fieldLeft } from '../host/ioctl';
import { When } from '../vocabulary';
import type { TckWorld } from '../world';
import { regionOffset } from './bar';
import { keepStream } from './migration/streams';
import { migrationRegion } from './region';

/** Where a program reads and writes: a file and, unless it is where the file stands, the offset in it. */
interface Place {
  readonly file: string;
  readonly offset?: (world: TckWorld) => bigint | Promise<bigint>;
}

type Offset = NonNullable<Place['offset']>;

/** The offset of a place in a region that every PCI device has; the last call stays the last one. */
const inRegion =
  (region: number): ((device: string, at: bigint) => Offset) =>
  (device, at) =>
  async (world) => {
    await world.host.ready();
    return (await aside(world.host, () => regionOffset(world, device, region))) + at;
  };

const inMigrationRegion =
  (device: string, at: bigint): Offset =>
  async (world) =>
    (await migrationRegion(world, device)).offset + at;

function offsetIn(region: string, device: string, at: bigint): Offset {
  if (region.startsWith('BAR')) return inRegion(Number(region.slice(3)))(device, at);
  if (region === 'the migration region') return inMigrationRegion(device, at);
  return inRegion(vfioPciRegionIndexes.VFIO_PCI_CONFIG_REGION_INDEX)(device, at);
}

const number = '(0x[0-9A-F]+|\\d+)';

defineParameterType({
  name: 'place',
  regexp: new RegExp(
    [
      `(the configuration space|the migration region|BAR[0-5]) of "([^"]+)" at ${number}`,
      `"([^"]+)"(?: at offset ${number}|( at the offset it was told))?`,
    ].join('|'),
  ),
  transformer: (
    region?: string,
    device?: string,
    at?: string,
    file?: string,
    offset?: string,
    told?: string,
  ): Place => {
    if (region) return { file: device!, offset: offsetIn(region, device!, BigInt(at!)) };
    if (offset) return { file: file!, offset: () => BigInt(offset) };
    // By the last VFIO_DEVICE_GET_REGION_INFO.
    return told ? { file: file!, offset: ({ host }) => fieldLeft(host, 'offset') } : { file: file! };
  },
  useForSnippets: false,
});

/** In one access. */
async function access(
  world: TckWorld,
  way: 'read' | 'write',
  place: Place,
  content: Uint8Array | number,
): Promise<void> {
  await transfer(world, way, place.file, content, await place.offset?.(world));
}

When('the program reads {number} bytes of/from {place}', function (this: TckWorld, length: bigint, place: Place) {
  return access(this, 'read', place, Number(length));
});

/** As much as it gives; the bytes are kept under a name. */
When(
  'the program reads {number} bytes of/from {place}(,) as {string}',
  async function (this: TckWorld, length: bigint, place: Place, name: string) {
    await access(this, 'read', place, Number(length));
    const { value, seen = new Uint8Array() } = this.host.returned;
    keepStream(this.host, name, seen.slice(0, Math.max(0, Number(value))));
  },
);

When('the program writes {bytes} to {place}', function (this: TckWorld, bytes: Uint8Array, place: Place) {
  return access(this, 'write', place, bytes);
});
