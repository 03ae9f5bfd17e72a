import { readNumber, writeNumber } from '../../../src/codec/host-field';
import { errnoName } from '../../../src/uapi/errno';
import { vfioDeviceMigrationInfo } from '../../../src/uapi/vfio/migration';
import { transfer } from '../../host/files';
import { aside } from '../../host/ioctl';
import type { TckWorld } from '../../world';
import { migrationRegion } from '../region';

export const registerNames: readonly string[] = vfioDeviceMigrationInfo.fields.map(({ name }) => name);

/** Offset and bytes of a register in the migration region. */
function place(name: string): { readonly at: number; readonly length: number } {
  const { first, last } = vfioDeviceMigrationInfo.byName.get(name)!;
  return { at: first / 8, length: (last - first + 1) / 8 };
}

/** One access to the migration region of a device. */
export async function accessRegion(
  world: TckWorld,
  device: string,
  way: 'read' | 'write',
  at: number | bigint,
  content: Uint8Array | number,
): Promise<void> {
  const { offset } = await migrationRegion(world, device);
  await transfer(world, way, device, content, offset + BigInt(at));
}

/** In one access of its width; that is the last call. @returns nothing where it cannot be read */
export async function readRegister(world: TckWorld, device: string, name: string): Promise<bigint | undefined> {
  const { at, length } = place(name);
  await accessRegion(world, device, 'read', at, length);
  const { errno, value, seen } = world.host.returned;
  return errno === 0 && value === BigInt(length) ? readNumber(seen!, 0, length, world.host.order) : undefined;
}

/** In one access of its width; that is the last call. */
export async function writeRegister(world: TckWorld, device: string, name: string, value: bigint): Promise<void> {
  const { at, length } = place(name);
  const bytes = new Uint8Array(length);
  writeNumber(bytes, 0, length, world.host.order, value);
  await accessRegion(world, device, 'write', at, bytes);
}

/** A register as text, beside the calls of the scenario: its value, or the error of reading it. */
export function registerText(
  world: TckWorld,
  device: string,
  name: string,
  text: (value: bigint) => string = String,
): Promise<string> {
  return aside(world.host, async () => {
    const value = await readRegister(world, device, name);
    if (value !== undefined) return text(value);
    const { errno, value: length } = world.host.returned;
    return errno === 0 ? `${length} bytes` : errnoName(errno);
  });
}
