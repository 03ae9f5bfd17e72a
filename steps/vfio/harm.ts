import { MachineFailed, NotObservable } from '../../src/contract/judgement';
import { errno as errnos } from '../../src/uapi/errno';
import { eventfdFlags } from '../../src/uapi/event-fd';
import { openFlags } from '../../src/uapi/open-flags';
import { vfioPciRegionIndexes } from '../../src/uapi/vfio/regions';
import { demand, storageDifference } from '../expectation';
import { transfer } from '../host/files';
import { aside, withStructure } from '../host/ioctl';
import { openDevice } from '../host/vfio-device';
import { Given, Then } from '../vocabulary';
import type { TckWorld } from '../world';
import { regionOffset } from './bar';
import { stateOf } from './state';

const log = 'kernel log';
const headerLength = 64;
const longestRecord = 8192;
/** What the kernel says when something is wrong with itself, at the beginning of a record. */
const complaints =
  /;(?:WARNING:|BUG:|Oops|Unable to handle|list_(?:add|del) corruption|watchdog:|rcu: INFO|Kernel panic)/;

/** A record of the kernel log, or nothing where there is none. */
async function record(world: TckWorld): Promise<string | undefined> {
  const { host } = world;
  return host.briefly(async () => {
    const address = host.reserve(longestRecord);
    const fd = BigInt(host.file(log).fd);
    const { value, errno, seen } = await host.done(log, 'read', [fd, address, BigInt(longestRecord)], {
      address,
      after: longestRecord,
    });
    if (errno === errnos.EAGAIN || value === 0n) return undefined;
    return errno === 0 ? Buffer.from(seen!.subarray(0, Number(value))).toString('latin1') : '';
  });
}

/** What the kernel has complained of since this was last asked. */
export async function kernelComplaints(world: TckWorld): Promise<string[]> {
  const { host } = world;
  if (!host.files.has(log)) await openLog(world);
  const found: string[] = [];
  for (let next = await record(world); next !== undefined; next = await record(world))
    if (complaints.test(next)) found.push(next.split('\n')[0] ?? '');
  return found;
}

async function openLog({ host }: TckWorld): Promise<void> {
  await host.briefly(async () => {
    const { address, before } = host.text('/dev/kmsg');
    const flags = BigInt(openFlags.O_NONBLOCK);
    const { value, errno } = await host.done('opening the kernel log', 'open', [address, flags, 0n], {
      address,
      before,
    });
    if (errno !== 0) throw new NotObservable('whether the host is harmed: the kernel log cannot be read');
    host.files.set(log, { fd: Number(value), kind: 'file' });
  });
}

const header = async (world: TckWorld, device: string): Promise<Uint8Array> => {
  const offset = await regionOffset(world, device, vfioPciRegionIndexes.VFIO_PCI_CONFIG_REGION_INDEX);
  await transfer(world, 'read', device, headerLength, offset);
  return world.host.returned.seen ?? new Uint8Array();
};

const headers = new WeakMap<TckWorld, Map<string, Uint8Array>>();
const irqOf = (device: string): string => `interrupt of ${device}`;

async function setMsi(world: TckWorld, device: string, data: string): Promise<void> {
  await withStructure(world, 'VFIO_DEVICE_SET_IRQS', device, {
    flags: `VFIO_IRQ_SET_DATA_${data} + VFIO_IRQ_SET_ACTION_TRIGGER`,
    index: 'VFIO_PCI_MSI_IRQ_INDEX',
    count: '1',
    ...(data === 'EVENTFD' ? { data: `fd of "${irqOf(device)}"` } : {}),
  });
}

/** Open and in use, with nothing to do with what the scenario is about. */
Given('device {string} is a bystander', function (this: TckWorld, device: string) {
  const { host } = this;
  return host.prepare(async () => {
    await kernelComplaints(this);
    await openDevice(host, device);
    await withStructure(this, 'VFIO_DEVICE_GET_INFO', device, {});
    const { value } = await host.must('an eventfd', 'eventfd', [0n, BigInt(eventfdFlags.EFD_NONBLOCK)]);
    host.files.set(irqOf(device), { fd: Number(value), kind: 'eventfd' });
    await setMsi(this, device, 'EVENTFD');
    if (host.returned.errno !== 0) throw new MachineFailed('start', `the MSI of "${device}" cannot be wired`);
    const known = headers.get(this) ?? new Map<string, Uint8Array>();
    headers.set(this, known.set(device, await header(this, device)));
  });
});

/** How often the interrupt of a bystander has come since this was last asked. */
async function interrupts(world: TckWorld, device: string): Promise<bigint> {
  await transfer(world, 'read', irqOf(device), 8);
  const { errno, seen } = world.host.returned;
  if (errno !== 0 || seen === undefined) return 0n;
  return new DataView(seen.buffer, seen.byteOffset).getBigUint64(0, world.host.order === 'little');
}

/** The kernel has not complained; the other device runs, is as it was, was not interrupted and can be. */
Then('the host and bystander {string} are unharmed', async function (this: TckWorld, device: string) {
  await aside(this.host, async () => {
    const [complaint = 'nothing'] = await kernelComplaints(this);
    const before = headers.get(this)?.get(device);
    if (before === undefined) throw new Error(`"${device}" is no bystander`);
    const [state, spurious, now] = [
      await stateOf(this, device),
      await interrupts(this, device),
      await header(this, device),
    ];
    await setMsi(this, device, 'NONE');
    demand('something was harmed that has nothing to do with it', [
      this.compare('the kernel has complained of', 'nothing', complaint),
      this.compare(`state of "${device}"`, 2, state),
      storageDifference(`configuration space of "${device}"`, before, now),
      this.compare(`interrupts of "${device}" that nobody asked for`, 0, spurious),
      this.compare(`interrupts of "${device}" by loopback`, 1, await interrupts(this, device)),
    ]);
  });
});
