import { defineParameterType } from '@cucumber/cucumber';
import { MachineFailed, NotObservable } from '../../src/contract/judgement';
import { errnoName, errno as errnos } from '../../src/uapi/errno';
import { accessModes, openFlags } from '../../src/uapi/open-flags';
import type { HostProgram } from '../host/host-program';
import { Given } from '../vocabulary';
import type { TckWorld } from '../world';

const readWrite = BigInt(accessModes.O_RDWR);
const bufferSize = 4096;
/** struct linux_dirent64: the length of the record, and the name behind it. */
const record = { length: 16, name: 19 } as const;

/** Names in a directory, or nothing where there is none. */
async function namesIn(program: HostProgram, directory: string): Promise<string[]> {
  return program.briefly(async () => {
    const { address, before } = program.text(directory);
    const flags = BigInt(openFlags.O_DIRECTORY);
    const opened = await program.done(`open ${directory}`, 'open', [address, flags, 0n], { address, before });
    if (opened.errno !== 0) return [];
    const buffer = program.reserve(bufferSize);
    const { value, seen } = await program.must(
      'listing the directory',
      'getdents',
      [opened.value, buffer, BigInt(bufferSize)],
      { address: buffer, after: bufferSize },
    );
    await program.must('closing the directory', 'close', [opened.value]);
    return [...names(Buffer.from(seen!), Number(value), program.order === 'little')];
  });
}

function* names(bytes: Buffer, length: number, little: boolean): Generator<string> {
  for (let at = 0; at < length; ) {
    const size = little ? bytes.readUInt16LE(at + record.length) : bytes.readUInt16BE(at + record.length);
    const name = bytes.toString('latin1', at + record.name, bytes.indexOf(0, at + record.name));
    if (!name.startsWith('.')) yield name;
    at += size;
  }
}

/** /dev/vfio/devices/vfioN, which a kernel with VFIO_DEVICE_CDEV has for every device. */
async function openDeviceFile(program: HostProgram, id: string, name: string): Promise<void> {
  const [file] = await namesIn(program, `${program.devices[id]}/vfio-dev`);
  const path = `/dev/vfio/devices/${file ?? ''}`;
  await program.briefly(async () => {
    const { address, before } = program.text(path);
    const { value, errno } = await program.done(`open ${path}`, 'open', [address, readWrite, 0n], { address, before });
    if (file === undefined || errno === errnos.ENOENT)
      throw new NotObservable('the kernel has no files of single VFIO devices');
    if (errno !== 0) throw new MachineFailed('start', `opening ${path} failed with ${errnoName(errno)}`);
    program.files.set(name, { fd: Number(value), kind: 'device' });
  });
}

type Open = (program: HostProgram, name: string) => Promise<void>;

defineParameterType({
  name: 'file',
  regexp: /the device file of "([^"]+)"|"(\/[^"]+)"/,
  transformer: (device?: string, path?: string): Open =>
    device
      ? (program, name) => openDeviceFile(program, device, name)
      : (program, name) => program.open(name, path!, 'file'),
  useForSnippets: false,
});

Given('the program has opened {file} as {string}', function (this: TckWorld, open: Open, name: string) {
  return this.host.prepare(() => open(this.host, name));
});
