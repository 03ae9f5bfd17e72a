import { errno } from '../../../uapi/errno';
import { vfioDeviceIoctls as calls } from '../../../uapi/vfio/device';
import { vfioRegionInfo, vfioRegionInfoCapType } from '../../../uapi/vfio/regions';
import { EngineDevice } from '../../kernel/vfio/pci/device';
import { errorValue, isValid, ndma, running, saving } from '../../kernel/vfio/v1/bits';
import type { MigrationV1 } from '../../kernel/vfio/v1/migration-v1';
import type { Register, V1Register } from '../../kernel/vfio/v1/region';
import type { Fault } from '../fault';
import { afterwards, deviceCall, peek, poke, vfio, without } from './change';

const register = (name: Register, change: (right: V1Register) => Partial<V1Register>): Fault['apply'] =>
  vfio(({ v1Registers }) => ({
    v1Registers: { ...v1Registers, [name]: { ...v1Registers[name], ...change(v1Registers[name]) } },
  }));

/** Whether a value of device_state is taken, where the change knows. */
const accepts = (change: (migration: MigrationV1, value: number) => boolean | undefined): Fault['apply'] =>
  vfio((right) => ({
    acceptsBits: (migration, value) => change(migration, value) ?? right.acceptsBits(migration, value),
  }));

const refusing = (refused: (from: number, to: number, migration: MigrationV1) => boolean): Fault['apply'] =>
  accepts((migration, value) => (refused(migration.bits, value, migration) ? false : undefined));

/** Devices of which pending_bytes was 0. */
const drained = new WeakSet<MigrationV1>();

/** The region protocol of 2020, and what was proposed for it: MIG-214, MIG-217, MIG-219 to MIG-246. */
export const regionProtocolFaults: readonly Fault[] = [
  {
    name: 'v1-ndma-wants-running',
    describes: 'NDMA without RUNNING is refused.',
    breaks: ['MIG-214'],
    apply: refusing((_from, to) => to === ndma),
  },
  {
    name: 'v1-load-unwires-interrupts',
    describes: 'Loading the stream takes the eventfds of the interrupts away.',
    breaks: ['MIG-217'],
    apply: vfio(({ changeSteps }) => ({
      changeSteps: changeSteps.map((step) =>
        step.name === 'RESUMING clear'
          ? {
              ...step,
              act: (migration, to) => {
                if (migration.device instanceof EngineDevice) migration.device.interrupts.disable();
                return step.act(migration, to);
              },
            }
          : step,
      ),
    })),
  },
  {
    name: 'v1-reset-keeps-state',
    describes: 'A reset leaves device_state and the data area as they are.',
    breaks: ['MIG-219', 'MIG-229'],
    apply: vfio(() => ({ resetV1: () => {} })),
  },
  {
    name: 'v1-ndma-without-capability',
    describes: 'NDMA can be set though the region does not tell of it.',
    breaks: ['MIG-220'],
    apply: accepts((migration, value) =>
      isValid(value) && (value & ~(ndma | 7)) === 0 && migration.bits !== errorValue ? true : undefined,
    ),
  },
  {
    name: 'v1-bits-in-reverse-order',
    describes: 'Bits that change together take effect in the reverse order.',
    breaks: ['MIG-221'],
    apply: vfio(({ changeSteps }) => ({ changeSteps: [...changeSteps].reverse() })),
  },
  {
    name: 'v1-failed-change-half-done',
    describes: 'A change of several bits that fails leaves a state in between.',
    breaks: ['MIG-222', 'MIG-228'],
    apply: vfio((right) => ({
      *changeBits(migration, to) {
        const result = yield* right.changeBits(migration, to);
        if (result !== 0 && migration.bits !== errorValue) migration.bits = migration.bits === 0 ? running : 0;
        return result;
      },
    })),
  },
  {
    name: 'v1-region-of-another-type',
    describes: 'The migration region has type 4.',
    breaks: ['MIG-223'],
    apply: deviceCall(
      calls.VFIO_DEVICE_GET_REGION_INFO,
      afterwards(({ kernel }, address) => {
        const at = peek(kernel, address, vfioRegionInfo, 'cap_offset');
        if (at !== 0n && peek(kernel, address + at, vfioRegionInfoCapType, 'type') === 3n)
          poke(kernel, address + at, vfioRegionInfoCapType, 'type', 4);
        return undefined;
      }),
    ),
  },
  {
    name: 'v1-registers-exchanged',
    describes: 'The register device_state is at offset 4 and the reserved word at 0.',
    breaks: ['MIG-224'],
    apply: vfio((right) => ({
      v1RegisterAt: (offset, length) => right.v1RegisterAt(offset < 8 ? offset ^ 4 : offset, length),
    })),
  },
  {
    name: 'v1-reserved-word-refused',
    describes: 'The reserved word cannot be read.',
    breaks: ['MIG-225'],
    apply: register('reserved', () => ({ read: () => -errno.EFAULT, write: () => -errno.EFAULT })),
  },
  {
    name: 'v1-opens-stopped',
    describes: 'A device that is opened has device_state 0.',
    breaks: ['MIG-226'],
    apply: vfio((right) => ({
      openV1: (migration) => {
        right.openV1(migration);
        migration.bits = 0;
      },
    })),
  },
  {
    name: 'v1-takes-invalid-combinations',
    describes: 'Combinations of bits that are invalid are taken.',
    breaks: ['MIG-227', 'MIG-243'],
    apply: accepts((migration, value) => (value <= 7 && migration.bits !== errorValue ? true : undefined)),
  },
  {
    name: 'v1-error-left-by-write',
    describes: 'A write to device_state leads out of the error value.',
    breaks: ['MIG-229', 'MIG-243'],
    apply: accepts((migration, value) => (migration.bits === errorValue && isValid(value) ? true : undefined)),
  },
  {
    name: 'v1-reserved-bits-set',
    describes: 'Bit 31 of device_state reads 1 and cannot be written back.',
    breaks: ['MIG-226', 'MIG-230'],
    apply: register('device_state', (right) => ({
      read: (migration) => {
        const value = right.read(migration);
        return typeof value === 'bigint' ? value | 0x8000_0000n : value;
      },
    })),
  },
  {
    name: 'v1-stopped-stays-stopped',
    describes: 'A device that is stopped cannot be set RUNNING.',
    breaks: ['MIG-231'],
    apply: refusing((from, to) => from === 0 && to === running),
  },
  {
    name: 'v1-resume-through-stop',
    describes: 'RESUMING can be left for 0 only.',
    breaks: ['MIG-232'],
    apply: refusing((from, to) => from === 4 && to === running),
  },
  {
    name: 'v1-pending-bytes-consume',
    describes: 'Each read of pending_bytes ends an iteration.',
    breaks: ['MIG-233', 'MIG-234'],
    apply: register('pending_bytes', (right) => ({
      read: (migration) => {
        const value = right.read(migration);
        migration.shownBytes();
        return value;
      },
    })),
  },
  {
    name: 'v1-data-size-consumes',
    describes: 'Reading data_size again shows the next piece.',
    breaks: ['MIG-234'],
    apply: register('data_size', (right) => ({
      read: (migration) => {
        const value = right.read(migration);
        migration.pendingBytes();
        return value;
      },
    })),
  },
  {
    name: 'v1-data-offset-zero',
    describes: 'The register data_offset is 0.',
    breaks: ['MIG-235'],
    apply: register('data_offset', (right) => ({
      read: (migration) => {
        right.read(migration);
        return 0n;
      },
    })),
  },
  {
    name: 'v1-pending-again',
    describes: 'After pending_bytes was 0 once it is 1, though nothing is left.',
    breaks: ['MIG-236'],
    apply: register('pending_bytes', (right) => ({
      read: (migration) => {
        const value = right.read(migration);
        if (value !== 0n || (migration.bits & saving) === 0) return value;
        if (drained.has(migration)) return 1n;
        drained.add(migration);
        return value;
      },
    })),
  },
  {
    name: 'v1-pre-copy-wants-draining',
    describes: 'Pre-copy is left only when pending_bytes is 0.',
    breaks: ['MIG-237'],
    apply: refusing((from, _to, migration) => from === (saving | running) && migration.pendingBytes() > 0),
  },
  {
    name: 'v1-data-size-without-effect',
    describes: 'Writing data_size takes nothing.',
    breaks: ['MIG-232', 'MIG-238', 'MIG-239'],
    apply: register('data_size', () => ({ write: () => 0 })),
  },
  {
    name: 'v1-any-width',
    describes: 'Registers can be read in parts.',
    breaks: ['MIG-240'],
    apply: vfio((right) => ({
      v1RegisterAt: (offset, length) =>
        right.v1RegisterAt(offset, length) ??
        (offset < 4 ? 'device_state' : offset >= 8 && offset < 16 ? 'pending_bytes' : undefined),
    })),
  },
  {
    name: 'v1-read-only-registers-ignore',
    describes: 'Writes to pending_bytes and data_offset are ignored.',
    breaks: ['MIG-241'],
    apply: vfio(({ v1Registers }) => ({
      v1Registers: {
        ...v1Registers,
        pending_bytes: { ...v1Registers.pending_bytes, write: () => 0 },
        data_offset: { ...v1Registers.data_offset, write: () => 0 },
      },
    })),
  },
  {
    name: 'v1-data-size-at-any-time',
    describes: 'The register data_size can be read and written in every state.',
    breaks: ['MIG-242'],
    apply: register('data_size', (right) => ({
      read: (migration) => {
        const value = right.read(migration);
        return typeof value === 'number' ? 0n : value;
      },
      write: (migration, value) => {
        const result = right.write(migration, value);
        return result === -errno.EINVAL ? 0 : result;
      },
    })),
  },
  {
    name: 'v1-beyond-the-window-empty',
    describes: 'An access behind the data area transfers nothing, and succeeds.',
    breaks: ['MIG-244'],
    apply: vfio((right) => ({ beyondRegion: (region) => (region.name === 'v1' ? 0 : right.beyondRegion(region)) })),
  },
  {
    name: 'v1-device-runs-on',
    describes: 'Clearing RUNNING does not stop the device.',
    breaks: ['MIG-246'],
    apply: without('changeSteps', 'RUNNING clear'),
  },
];
