import { defineParameterType } from '@cucumber/cucumber';
import { vfioPciRegionIndexes } from '../../src/uapi/vfio/regions';
import { transfer } from '../host/files';
import { aside, fieldLeft } from '../host/ioctl';
import { When } from '../vocabulary';
import type { TckWorld } from '../world';
import { regionOffset } from './bar';
import { keepStream } from './migration/streams';

/** Where a program reads and writes: a file and, unless it is where the file stands, the offset in it. */
interface Place {
  readonly file: string;
  readonly offset?: (world: TckWorld) => bigint | Promise<bigint>;
}

const configuration = vfioPciRegionIndexes.VFIO_PCI_CONFIG_REGION_INDEX;

/** The offset of a place in a region; the last call stays the last one. */
const inRegion =
  (device: string, region: number, at: bigint): NonNullable<Place['offset']> =>
  async (world) => {
    await world.host.ready();
    return (await aside(world.host, () => regionOffset(world, device, region))) + at;
  };

const number = '(0x[0-9A-F]+|\\d+)';

defineParameterType({
  name: 'place',
  regexp: new RegExp(
    [
      `"([^"]+)"(?: at offset ${number}|( at the offset it was told))?`,
      `the configuration space of "([^"]+)" at ${number}`,
    ].join('|'),
  ),
  transformer: (file?: string, at?: string, told?: string, device?: string, inConfiguration?: string): Place => {
    if (device) return { file: device, offset: inRegion(device, configuration, BigInt(inConfiguration!)) };
    if (at) return { file: file!, offset: () => BigInt(at) };
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
