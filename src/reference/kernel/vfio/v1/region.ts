import { errno } from '../../../../uapi/errno';
import { vfioInfoCapHeader } from '../../../../uapi/vfio/device';
import { vfioDeviceMigrationInfo } from '../../../../uapi/vfio/migration';
import {
  vfioMigrationRegionSubtypes,
  vfioRegionInfoCapabilities,
  vfioRegionInfoCapType,
  vfioRegionInfoFlags,
  vfioRegionTypes,
} from '../../../../uapi/vfio/regions';
import { Image, type Place, places } from '../../image';
import type { Result } from '../../operation';
import { type Capability, capabilityOf } from '../argument';
import type { Region } from '../region';
import { running, saving } from './bits';
import type { MigrationV1 } from './migration-v1';

const registers = places(
  vfioDeviceMigrationInfo,
  'device_state',
  'reserved',
  'pending_bytes',
  'data_offset',
  'data_size',
);
export type Register = keyof typeof registers;
const blockSize = vfioDeviceMigrationInfo.size;

/** The capability that would have told of NDMA, in no header. Source: documentation RFC of November 2021. */
const ndmaCapability = 6;

export interface V1Register {
  /** A value, or a negated error number. */
  readonly read: (migration: MigrationV1) => bigint | number;
  readonly write: (migration: MigrationV1, value: bigint) => Result;
}

const readOnly = ({ protocol }: MigrationV1): number => -protocol.readOnly;

/** What reading and writing a register does. */
export const v1Registers: Readonly<Record<Register, V1Register>> = {
  device_state: {
    read: ({ bits }) => BigInt(bits),
    write: (migration, value) => migration.kernel.configuration.model.vfio.changeBits(migration, Number(value)),
  },
  reserved: {
    read: ({ protocol }) => (protocol.reserved === undefined ? 0n : -protocol.reserved),
    write: ({ protocol }) => (protocol.reserved === undefined ? 0 : -protocol.reserved),
  },
  pending_bytes: { read: (migration) => BigInt(migration.pendingBytes()), write: readOnly },
  data_offset: {
    read: (migration) => {
      migration.showChunk();
      return BigInt(migration.protocol.dataOffset);
    },
    write: readOnly,
  },
  data_size: {
    read: (migration) => {
      const savesStopped = (migration.bits & (saving | running)) === saving;
      return migration.protocol.strictDataSize && !savesStopped ? -errno.EINVAL : BigInt(migration.shownBytes());
    },
    write: (migration, value) => migration.takeChunk(value),
  },
};

/** The register that an access of natural width and alignment names. */
export function registerAt(offset: number, length: number): Register | undefined {
  const found = Object.entries(registers).find(([, place]) => place.offset === offset && place.length === length);
  return found?.[0] as Register | undefined;
}

/** The error for what lies in the register block and names no register. */
const unnamed = (migration: MigrationV1, offset: number): number =>
  offset === registers.device_state.offset || migration.protocol.reserved === undefined
    ? -errno.EINVAL
    : -migration.protocol.reserved;

function capabilities({ protocol }: MigrationV1): Capability[] {
  const type: Capability = {
    id: vfioRegionInfoCapabilities.VFIO_REGION_INFO_CAP_TYPE,
    version: 1,
    structure: vfioRegionInfoCapType,
    values: {
      type: vfioRegionTypes.VFIO_REGION_TYPE_MIGRATION_DEPRECATED,
      subtype: vfioMigrationRegionSubtypes.VFIO_REGION_SUBTYPE_MIGRATION_DEPRECATED,
    },
  };
  return protocol.ndma ? [type, capabilityOf(ndmaCapability, vfioInfoCapHeader)] : [type];
}

/** The migration region: registers, and the data area where data_offset says. */
export function migrationRegion(migration: MigrationV1): Region {
  const { protocol, kernel, log, window } = migration;
  const { vfio } = kernel.configuration.model;
  const inWindow = (offset: number) => offset >= protocol.dataOffset;
  return {
    name: 'v1',
    size: protocol.dataOffset + protocol.dataSize,
    flags: vfioRegionInfoFlags.VFIO_REGION_INFO_FLAG_READ | vfioRegionInfoFlags.VFIO_REGION_INFO_FLAG_WRITE,
    capabilities: capabilities(migration),
    beyond: errno.EINVAL,
    whole: true,
    read: (offset, length) => {
      if (inWindow(offset)) return window.slice(offset - protocol.dataOffset, offset - protocol.dataOffset + length);
      const name = vfio.v1RegisterAt(offset, length);
      if (name === undefined) return offset < blockSize ? unnamed(migration, offset) : new Uint8Array(length);
      const value = vfio.v1Registers[name].read(migration);
      if (typeof value === 'number') return value;
      const image = Image.of(length, kernel.order).put({ offset: 0, length }, value);
      log.add('read', 'v1', offset, image.bytes);
      return image.bytes;
    },
    write: (offset, bytes) => {
      log.add('write', 'v1', offset, bytes);
      if (inWindow(offset)) {
        window.set(bytes, offset - protocol.dataOffset);
        return 0;
      }
      const name = vfio.v1RegisterAt(offset, bytes.length);
      if (name === undefined) return offset < blockSize ? unnamed(migration, offset) : 0;
      const place: Place = { offset: 0, length: bytes.length };
      const image = new Image(bytes, kernel.order);
      const value = bytes.length === 8 ? image.long(place) : BigInt(image.number(place));
      return vfio.v1Registers[name].write(migration, value);
    },
  };
}
