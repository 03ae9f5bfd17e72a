import { textOf } from '../../src/codec/host-field';
import { ExpectationNotMet, MachineFailed } from '../../src/contract/judgement';
import { errnoName } from '../../src/uapi/errno';
import { vfioDeviceMigState } from '../../src/uapi/vfio/feature';
import { demand } from '../expectation';
import { aside, fieldLeft, withStructure } from '../host/ioctl';
import { When } from '../vocabulary';
import type { TckWorld } from '../world';

const feature = 'VFIO_DEVICE_FEATURE_MIG_DEVICE_STATE';
const named = (state: string): string => `VFIO_DEVICE_STATE_${state}`;
const stateText = (state: bigint): string => textOf(state, { kind: 'values', values: vfioDeviceMigState });

/** SET of VFIO_DEVICE_FEATURE_MIG_DEVICE_STATE; the structure is there to be looked at. */
export function setState(world: TckWorld, device: string, state: string): Promise<void> {
  return withStructure(world, 'VFIO_DEVICE_FEATURE', device, {
    flags: `VFIO_DEVICE_FEATURE_SET + ${feature}`,
    device_state: named(state),
    data_fd: '-2',
  });
}

/** GET of VFIO_DEVICE_FEATURE_MIG_DEVICE_STATE: the number of the state; the last call stays what it was. */
export function stateOf(world: TckWorld, device: string): Promise<bigint> {
  return aside(world.host, async () => {
    await withStructure(world, 'VFIO_DEVICE_FEATURE', device, { flags: `VFIO_DEVICE_FEATURE_GET + ${feature}` });
    const { errno } = world.host.returned;
    if (errno !== 0)
      throw new ExpectationNotMet(`the state of "${device}" cannot be got`, [
        { where: 'errno', expected: '0', seen: errnoName(errno) },
      ]);
    return fieldLeft(world.host, 'device_state');
  });
}

/** Into ERROR a device goes by itself only: in an arc that it can neither take nor undo. */
export async function breakDevice(world: TckWorld, device: string): Promise<void> {
  await world.perform(`an arc of "${device}" is going to fail for good`, [
    { verb: 'stimulate', device, what: 'fail-and-error' },
  ]);
  await setState(world, device, 'STOP');
  const state = stateText(await stateOf(world, device));
  if (state !== named('ERROR')) throw new MachineFailed('start', `"${device}" was to end in ERROR and is in ${state}`);
}

/** Brings a device into a state before the scenario begins; a data stream on the way there is "stream of NAME". */
export async function enterState(world: TckWorld, device: string, state: string): Promise<void> {
  if (state === 'ERROR') return breakDevice(world, device);
  await setState(world, device, state);
  const { errno } = world.host.returned;
  if (errno !== 0) throw new MachineFailed('start', `${state} cannot be set: ${errnoName(errno)}`);
  const fd = Number(fieldLeft(world.host, 'data_fd'));
  const kind = state === 'RESUMING' ? 'resuming' : 'saving';
  if (fd >= 0) world.host.files.set(`stream of ${device}`, { fd, kind });
}

When('the program sets the state of {string} to {state}', function (this: TckWorld, device: string, state: string) {
  return setState(this, device, state);
});

export async function expectState(world: TckWorld, device: string, state: string): Promise<void> {
  const text = stateText(await stateOf(world, device));
  demand(`the state of "${device}" is ${text}`, [world.compare(`state of "${device}"`, named(state), text)]);
}
