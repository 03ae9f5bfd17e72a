import { encode } from '../../src/codec/codec';
import type { Answer, Entry } from '../../src/contract/entries';
import type { RunningMachine, StartAnswer } from '../../src/contract/machine';
import { plainFixture } from '../../src/contract/plain-fixture';
import { createReferenceMachine } from '../../src/reference';
import { memOp, memOps } from '../../src/uapi/kvm/mem-op';
import { kvmUserspaceMemoryRegion } from '../../src/uapi/kvm/memory';
import { kvmSharedIoctls, kvmSystemIoctls, kvmVmIoctls } from '../../src/uapi/kvm/numbers';
import { mapFlags, mapTypes, protections } from '../../src/uapi/memory-map';
import { vfioContainerIoctls, vfioExtensions, vfioGroupIoctls } from '../../src/uapi/vfio/container';
import { vfioDeviceIoctls } from '../../src/uapi/vfio/device';
import {
  vfioDeviceFeature,
  vfioDeviceFeatureFlags,
  vfioDeviceFeatureMigState,
  vfioDeviceFeatures,
  vfioDeviceMigState,
} from '../../src/uapi/vfio/feature';
import type { Figure } from './figure';

type Started = Extract<StartAnswer, { kind: 'started' }>;
type Call = Extract<Entry, { verb: 'call' }>;

const call = (name: Call['name'], ...parameters: Call['arguments']): Entry => ({
  verb: 'call',
  task: 0,
  name,
  arguments: parameters,
});
const store = (address: bigint, bytes: Uint8Array): Entry => ({ verb: 'write', space: 'user', address, bytes });
const text = (value: string): Uint8Array => Buffer.from(`${value}\0`);

async function started(devices: (typeof plainFixture)['devices']): Promise<Started> {
  const answer = await createReferenceMachine().start({ ...plainFixture, devices });
  if (answer.kind !== 'started') throw new Error(answer.what);
  return answer;
}

function returned(answer: Answer | undefined): bigint {
  if (answer?.kind !== 'returned' || answer.errno !== 0)
    throw new Error(`a call was answered ${JSON.stringify(answer)}`);
  return answer.value;
}

/** What the last call of a batch returns. */
const last = async (machine: RunningMachine, ...batch: Entry[]): Promise<bigint> =>
  returned((await machine.perform(batch)).at(-1));

const callsInBatch = 100;
const rounds = 3000;

async function perSecond(machine: RunningMachine, batch: readonly Entry[]): Promise<number> {
  for (let index = 0; index < rounds / 10; index += 1) await machine.perform(batch);
  const before = process.cpuUsage();
  for (let index = 0; index < rounds; index += 1) await machine.perform(batch);
  const { user, system } = process.cpuUsage(before);
  for (const answer of await machine.perform(batch)) returned(answer);
  return (rounds * batch.length) / ((user + system) / 1e6);
}

/** A device between RUNNING and RUNNING_P2P: one arc a call. */
async function stateChanges(): Promise<Figure> {
  const { machine, arena, devices } = await started([{ id: 'dev', kind: 'mtty' }]);
  const at = BigInt(arena!.start);
  const open = (path: string): Promise<bigint> => last(machine, store(at, text(path)), call('open', at, 2n, 0n));
  const directory = devices!.dev!;
  const length = await last(
    machine,
    store(at, text(`${directory}/iommu_group`)),
    call('readlink', at, at + 512n, 256n),
  );
  const [link] = await machine.perform([{ verb: 'read', space: 'user', address: at + 512n, length: Number(length) }]);
  const number = link?.kind === 'bytes' ? Buffer.from(link.bytes).toString().split('/').pop() : '';
  const container = await open('/dev/vfio/vfio');
  const group = await open(`/dev/vfio/${number}`);
  const word = new Uint8Array(4);
  new DataView(word.buffer).setInt32(0, Number(container));
  await last(machine, store(at, word), call('ioctl', group, BigInt(vfioGroupIoctls.VFIO_GROUP_SET_CONTAINER), at));
  const type = BigInt(vfioExtensions.VFIO_TYPE1v2_IOMMU);
  await last(machine, call('ioctl', container, BigInt(vfioContainerIoctls.VFIO_SET_IOMMU), type));
  const name = store(at, text(directory.split('/').pop()!));
  const device = await last(machine, name, call('ioctl', group, BigInt(vfioGroupIoctls.VFIO_GROUP_GET_DEVICE_FD), at));
  const flags =
    vfioDeviceFeatureFlags.VFIO_DEVICE_FEATURE_SET | vfioDeviceFeatures.VFIO_DEVICE_FEATURE_MIG_DEVICE_STATE;
  const states = [vfioDeviceMigState.VFIO_DEVICE_STATE_RUNNING_P2P, vfioDeviceMigState.VFIO_DEVICE_STATE_RUNNING];
  for (const [index, state] of states.entries()) {
    const header = encode(vfioDeviceFeature, { argsz: 16, flags }, undefined, 'big');
    const data = encode(vfioDeviceFeatureMigState, { device_state: state, data_fd: -1 }, undefined, 'big');
    await machine.perform([store(at + BigInt(index * 16), Buffer.concat([header, data]))]);
  }
  const request = BigInt(vfioDeviceIoctls.VFIO_DEVICE_FEATURE);
  const batch = Array.from({ length: callsInBatch }, (_, index) =>
    call('ioctl', device, request, at + BigInt((index % 2) * 16)),
  );
  const value = await perSecond(machine, batch);
  await machine.stop();
  const detail = `reference machine, ${callsInBatch} calls a batch`;
  return { name: 'changes of the migration state through the contract', value, unit: '/s', atLeast: 100_000, detail };
}

/** Absolute reads of 8 bytes. */
async function memoryOperations(): Promise<Figure> {
  const { machine, arena } = await started([]);
  const at = BigInt(arena!.start);
  const size = 1n << 20n;
  const kvm = await last(machine, store(at, text('/dev/kvm')), call('open', at, 2n, 0n));
  const vm = await last(machine, call('ioctl', kvm, BigInt(kvmSystemIoctls.KVM_CREATE_VM), 0n));
  const reach = BigInt(protections.PROT_READ | protections.PROT_WRITE);
  const flags = BigInt(mapTypes.MAP_PRIVATE | mapFlags.MAP_ANONYMOUS);
  const mapped = await last(machine, call('mmap', 0n, 2n * size, reach, flags, 0xffff_ffff_ffff_ffffn, 0n));
  // A slot begins at a multiple of 1 MiB.
  const userspace_addr = ((mapped + size - 1n) / size) * size;
  const region = encode(kvmUserspaceMemoryRegion, { memory_size: size, userspace_addr }, undefined, 'big');
  await last(machine, store(at, region), call('ioctl', vm, BigInt(kvmVmIoctls.KVM_SET_USER_MEMORY_REGION), at));
  const op = memOps.KVM_S390_MEMOP_ABSOLUTE_READ;
  const argument = encode(memOp, { gaddr: 0x1000, size: 8, op, buf: at + 128n }, undefined, 'big');
  await machine.perform([store(at, argument)]);
  const request = BigInt(kvmSharedIoctls.KVM_S390_MEM_OP);
  const value = await perSecond(
    machine,
    Array.from({ length: callsInBatch }, () => call('ioctl', vm, request, at)),
  );
  await machine.stop();
  const detail = `reference machine, 8 bytes, ${callsInBatch} calls a batch`;
  return { name: 'KVM_S390_MEM_OP through the contract', value, unit: '/s', atLeast: 150_000, detail };
}

export async function hostFigures(): Promise<Figure[]> {
  return [await stateChanges(), await memoryOperations()];
}
