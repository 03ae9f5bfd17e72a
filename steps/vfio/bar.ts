import { MachineFailed } from '../../src/contract/judgement';
import { errnoName } from '../../src/uapi/errno';
import { demand } from '../expectation';
import { transfer } from '../host/files';
import { aside, fieldLeft, withStructure } from '../host/ioctl';
import { Given, Then, When } from '../vocabulary';
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

const text = (bytes: Uint8Array): string => `X'${Buffer.from(bytes).toString('hex').toUpperCase()}'`;

/** In one access. */
async function write(world: TckWorld, bar: number, file: string, bytes: Uint8Array, at: bigint): Promise<void> {
  await world.host.ready();
  const offset = await regionOffset(world, file, bar);
  await transfer(world, 'write', file, bytes, offset + at);
}

/** A write of the preparation, which has to succeed. */
function given(this: TckWorld, bar: number, file: string, bytes: Uint8Array, at: bigint): void | Promise<void> {
  return this.host.prepare(async () => {
    await write(this, bar, file, bytes, at);
    const { errno } = this.host.returned;
    if (errno !== 0) throw new MachineFailed('start', `writing BAR${bar} failed: ${errnoName(errno)}`);
  });
}

/** A register that keeps what is written. */
Given('BAR{int} of {string} holds {bytes} at {number}', given);
/** A register that does something with what is written. */
Given('BAR{int} of {string} is given {bytes} at {number}', given);

When(
  'the program writes {bytes} to BAR{int} of {string} at {number}',
  function (this: TckWorld, bytes: Uint8Array, bar: number, file: string, at: bigint) {
    return write(this, bar, file, bytes, at);
  },
);

/** Read in one access, which the scenario does not take for its last call. */
async function read(world: TckWorld, bar: number, file: string, length: number, at: bigint): Promise<string> {
  await world.host.ready();
  return aside(world.host, async () => {
    const offset = await regionOffset(world, file, bar);
    await transfer(world, 'read', file, length, offset + at);
    const { errno, value, seen } = world.host.returned;
    return errno === 0 ? text((seen ?? new Uint8Array()).subarray(0, Number(value))) : errnoName(errno);
  });
}

Then(
  'BAR{int} of {string} holds {bytes} at {number}',
  async function (this: TckWorld, bar: number, file: string, bytes: Uint8Array, at: bigint) {
    const seen = await read(this, bar, file, bytes.length, at);
    demand(`BAR${bar} of "${file}" holds something else at ${at}`, [
      this.compare(`BAR${bar} of "${file}" + ${at}`, text(bytes), seen),
    ]);
  },
);

Then(
  'BAR{int} of {string} does not hold {bytes} at {number}',
  async function (this: TckWorld, bar: number, file: string, bytes: Uint8Array, at: bigint) {
    const seen = await read(this, bar, file, bytes.length, at);
    const other = `other than ${text(bytes)}`;
    demand(`BAR${bar} of "${file}" holds ${seen} at ${at}`, [
      this.compare(`BAR${bar} of "${file}" + ${at}`, other, seen === text(bytes) ? seen : other),
    ]);
  },
);
