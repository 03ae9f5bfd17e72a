import { encode } from '../../../src/codec/codec';
import { readNumber } from '../../../src/codec/host-field';
import type { Answer, Entry } from '../../../src/contract/entries';
import { errnoName } from '../../../src/uapi/errno';
import { vfioDeviceIoctls } from '../../../src/uapi/vfio/device';
import {
  vfioDeviceFeature,
  vfioDeviceFeatureFlags,
  vfioDeviceFeatureMigState,
  vfioDeviceFeatures,
} from '../../../src/uapi/vfio/feature';
import type { HostProgram } from '../../host/host-program';
import type { TckWorld } from '../../world';

type Order = HostProgram['order'];

const header = vfioDeviceFeature.size;
export const requestSize = header + vfioDeviceFeatureMigState.size;
const place = (name: string) => header + vfioDeviceFeatureMigState.byName.get(name)!.first / 8;

/** Stands in `data_fd` before a call: neither a descriptor nor "none". */
const unwritten = -2n;

export interface StateAnswer {
  readonly errno: number;
  readonly state: number;
  readonly dataFd: number;
}

/** The argument of VFIO_DEVICE_FEATURE that asks for a state or, without one, for what the state is. */
function requestBytes(order: Order, state: number | undefined): Uint8Array {
  const { VFIO_DEVICE_FEATURE_GET: get, VFIO_DEVICE_FEATURE_SET: set } = vfioDeviceFeatureFlags;
  const flags = vfioDeviceFeatures.VFIO_DEVICE_FEATURE_MIG_DEVICE_STATE | (state === undefined ? get : set);
  const data = { device_state: BigInt(state ?? 0xffff), data_fd: unwritten };
  return Buffer.concat([
    encode(vfioDeviceFeature, { argsz: BigInt(requestSize), flags: BigInt(flags) }, undefined, order),
    encode(vfioDeviceFeatureMigState, data, undefined, order),
  ]);
}

/** Three entries: the argument, the call, the argument as it was left. */
export function stateEntries(order: Order, fd: number, address: bigint, state?: number, task = 0): Entry[] {
  const request = BigInt(vfioDeviceIoctls.VFIO_DEVICE_FEATURE);
  return [
    { verb: 'write', space: 'user', address, bytes: requestBytes(order, state) },
    { verb: 'call', task, name: 'ioctl', arguments: [BigInt(fd), request, address] },
    { verb: 'read', space: 'user', address, length: requestSize },
  ];
}

/** What the three entries from `at` on were answered. */
export function stateAnswer(order: Order, answers: readonly Answer[], at: number): StateAnswer {
  const [returned, left] = [answers[at + 1], answers[at + 2]];
  if (returned?.kind !== 'returned' || left?.kind !== 'bytes')
    throw new Error(`a request of a state was answered with ${returned?.kind}, ${left?.kind}`);
  const number = (name: string, signed: boolean) => Number(readNumber(left.bytes, place(name), 4, order, signed));
  return { errno: returned.errno, state: number('device_state', false), dataFd: number('data_fd', true) };
}

/** GET, or SET of a state, beside the calls of the scenario: the last one stays the last one. */
export async function askState(world: TckWorld, id: string, state?: number): Promise<StateAnswer> {
  const { host } = world;
  await host.ready();
  return host.briefly(async () => {
    const address = host.reserve(requestSize);
    const note = state === undefined ? `GET of the state of "${id}"` : `SET of the state of "${id}"`;
    const answers = await world.perform(note, stateEntries(host.order, host.file(id).fd, address, state));
    return stateAnswer(host.order, answers, 0);
  });
}

export const resultText = ({ errno }: StateAnswer): string => (errno === 0 ? 'success' : errnoName(errno));
