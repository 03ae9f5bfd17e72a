import { readNumber } from '../../src/codec/host-field';
import { MachineFailed, NotObservable } from '../../src/contract/judgement';
import { errnoName } from '../../src/uapi/errno';
import { vfioPciRegionIndexes, vfioRegionInfoCapabilities } from '../../src/uapi/vfio/regions';
import { aside, fieldLeft, left, withStructure } from '../host/ioctl';
import type { TckWorld } from '../world';

/** A region that tells what it is by a capability. */
export interface TypedRegion {
  readonly index: number;
  /** In the file of the device. */
  readonly offset: bigint;
  readonly size: bigint;
  readonly type: number;
  readonly subtype: number;
  /** Numbers of all its capabilities, that of the type among them. */
  readonly capabilities: readonly number[];
}

const room = '512';

async function must(world: TckWorld, name: string, file: string, rows: Record<string, string>): Promise<void> {
  await withStructure(world, name, file, rows);
  const { errno } = world.host.returned;
  if (errno !== 0) throw new MachineFailed('start', `${name} failed with ${errnoName(errno)}`);
}

async function describe(world: TckWorld, device: string, index: number): Promise<TypedRegion | undefined> {
  await must(world, 'VFIO_DEVICE_GET_REGION_INFO', device, { argsz: room, index: String(index) });
  const { host } = world;
  const { bytes } = left(host);
  const number = (at: number, length: number): number => Number(readNumber(bytes, at, length, host.order));
  const capabilities: number[] = [];
  let typed: { type: number; subtype: number } | undefined;
  for (let at = Number(fieldLeft(host, 'cap_offset')); at !== 0 && at + 8 <= bytes.length; at = number(at + 4, 4)) {
    const id = number(at, 2);
    if (capabilities.includes(id)) break;
    capabilities.push(id);
    if (id === vfioRegionInfoCapabilities.VFIO_REGION_INFO_CAP_TYPE)
      typed = { type: number(at + 8, 4), subtype: number(at + 12, 4) };
  }
  if (typed === undefined) return undefined;
  return { index, offset: fieldLeft(host, 'offset'), size: fieldLeft(host, 'size'), ...typed, capabilities };
}

/** The regions behind the ones that every PCI device has, as far as they tell their type. */
export function typedRegions(world: TckWorld, device: string): Promise<readonly TypedRegion[]> {
  return aside(world.host, async () => {
    await must(world, 'VFIO_DEVICE_GET_INFO', device, {});
    const count = Number(fieldLeft(world.host, 'num_regions'));
    const found: TypedRegion[] = [];
    for (let index: number = vfioPciRegionIndexes.VFIO_PCI_NUM_REGIONS; index < count; index += 1) {
      const region = await describe(world, device, index);
      if (region !== undefined) found.push(region);
    }
    return found;
  });
}

const migrationRegions = new WeakMap<TckWorld, Map<string, TypedRegion>>();
const migration = { type: 3, subtype: 1 } as const;

/** The migration region of a device: type 3, subtype 1. */
export async function migrationRegion(world: TckWorld, device: string): Promise<TypedRegion> {
  const known = migrationRegions.get(world) ?? new Map<string, TypedRegion>();
  migrationRegions.set(world, known);
  const before = known.get(device);
  if (before !== undefined) return before;
  await world.host.ready();
  const regions = await typedRegions(world, device);
  const region = regions.find(({ type, subtype }) => type === migration.type && subtype === migration.subtype);
  if (region === undefined) throw new NotObservable(`"${device}" has no migration region`);
  known.set(device, region);
  return region;
}
