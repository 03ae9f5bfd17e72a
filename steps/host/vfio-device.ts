import { MachineFailed } from '../../src/contract/judgement';
import { errnoName } from '../../src/uapi/errno';
import { vfioContainerIoctls, vfioExtensions, vfioGroupIoctls } from '../../src/uapi/vfio/container';
import type { HostProgram, Returned } from './host-program';

const path = (name: string): string => name.split('/').pop() ?? '';

/** The number of the group that a device is in, from its link in sysfs. */
async function groupOf(program: HostProgram, directory: string): Promise<string> {
  const { address, before } = program.text(`${directory}/iommu_group`);
  const target = program.reserve(256);
  await program.must('writing the path', 'readlink', [address, target, 256n], { address, before });
  const { value } = program.returned;
  return path(Buffer.from(await program.look(target, Number(value))).toString('latin1'));
}

/** A number of 32 bits in user memory. */
export function word(program: HostProgram, value: number): { address: bigint; before: Uint8Array } {
  const before = new Uint8Array(4);
  new DataView(before.buffer).setInt32(0, value, program.order === 'little');
  return { address: program.reserve(4), before };
}

/** Opens the container under the name "container", as type 1 version 2 once a group is in it. */
async function openContainer(program: HostProgram): Promise<void> {
  if (!program.files.has('container')) await program.open('container', '/dev/vfio/vfio', 'container');
}

/** Opens the group of a device under the name "group of NAME" and puts it into the container. */
async function openGroup(program: HostProgram, id: string): Promise<void> {
  await program.ready();
  const directory = program.devices[id];
  if (directory === undefined) throw new Error(`the fixture has no device "${id}" with a directory in sysfs`);
  await openContainer(program);
  await program.open(`group of ${id}`, `/dev/vfio/${await groupOf(program, directory)}`, 'group');
  const memory = word(program, program.file('container').fd);
  const group = BigInt(program.file(`group of ${id}`).fd);
  await program.must(
    'putting the group into the container',
    'ioctl',
    [group, BigInt(vfioGroupIoctls.VFIO_GROUP_SET_CONTAINER), memory.address],
    memory,
  );
}

/** Opens a device under its own name; container and group on the way. */
export async function openDevice(program: HostProgram, id: string): Promise<void> {
  const first = !program.files.has('container');
  await openGroup(program, id);
  if (first)
    await program.must('choosing the IOMMU', 'ioctl', [
      BigInt(program.file('container').fd),
      BigInt(vfioContainerIoctls.VFIO_SET_IOMMU),
      BigInt(vfioExtensions.VFIO_TYPE1v2_IOMMU),
    ]);
  const { errno } = await openFromGroup(program, id);
  if (errno !== 0) throw new MachineFailed('start', `opening the device failed with ${errnoName(errno)}`);
}

/** Opens a device of an open group under its own name, if the call succeeds. */
export async function openFromGroup(program: HostProgram, id: string): Promise<Returned> {
  const { address, before } = program.text(path(program.devices[id]!));
  const result = await program.done(
    'opening the device',
    'ioctl',
    [BigInt(program.file(`group of ${id}`).fd), BigInt(vfioGroupIoctls.VFIO_GROUP_GET_DEVICE_FD), address],
    { address, before },
  );
  if (result.errno === 0) program.files.set(id, { fd: Number(result.value), kind: 'device' });
  return result;
}
