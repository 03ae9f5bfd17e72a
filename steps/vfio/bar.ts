import { MachineFailed } from '../../src/contract/judgement';
import { errnoName } from '../../src/uapi/errno';
import { hexBytes } from '../expectation';
import { transfer } from '../host/files';
import type { Holder } from '../host/holder';
import { aside, fieldLeft, withStructure } from '../host/ioctl';
import type { TckWorld } from '../world';

const offsets = new WeakMap<TckWorld, Map<string, bigint>>();

/** Where a region begins in the file of its device, as VFIO_DEVICE_GET_REGION_INFO tells. */
export async function regionOffset(world: TckWorld, file: string, index: number): Promise<bigint> {
  const known = offsets.get(world) ?? new Map<string, bigint>();
  offsets.set(world, known);
  const found = known.get(`${index} of ${file}`);
  if (found !== undefined) return found;
  await withStructure(world, 'VFIO_DEVICE_GET_REGION_INFO', file, { index: String(index) });
  const { errno } = world.host.returned;
  if (errno !== 0) throw new MachineFailed('start', `GET_REGION_INFO of region ${index} failed: ${errnoName(errno)}`);
  const offset = fieldLeft(world.host, 'offset');
  known.set(`${index} of ${file}`, offset);
  return offset;
}

/** In one access. */
async function write(world: TckWorld, bar: number, file: string, bytes: Uint8Array, at: bigint): Promise<void> {
  await world.host.ready();
  const offset = await regionOffset(world, file, bar);
  await transfer(world, 'write', file, bytes, offset + at);
}

/** Read in one access, which the scenario does not take for its last call. */
async function read(world: TckWorld, bar: number, file: string, length: number, at: bigint): Promise<string> {
  await world.host.ready();
  return aside(world.host, async () => {
    const offset = await regionOffset(world, file, bar);
    await transfer(world, 'read', file, length, offset + at);
    const { errno, value, seen } = world.host.returned;
    return errno === 0 ? hexBytes((seen ?? new Uint8Array()).subarray(0, Number(value))) : errnoName(errno);
  });
}

/** A BAR as something that holds bytes: registers that keep what is written. */
export function barOf(bar: number, file: string): Holder {
  return {
    put: (world, bytes, at) =>
      world.host.prepare(async () => {
        await write(world, bar, file, bytes, at);
        const { errno } = world.host.returned;
        if (errno !== 0) throw new MachineFailed('start', `writing BAR${bar} failed: ${errnoName(errno)}`);
      }),
    look: (world, length, at) => read(world, bar, file, length, at),
    where: (at) => `BAR${bar} of "${file}" + ${at}`,
  };
}
