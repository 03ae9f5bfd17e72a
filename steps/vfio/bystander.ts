import { MachineFailed } from '../../src/contract/judgement';
import { eventfdFlags } from '../../src/uapi/event-fd';
import { vfioPciRegionIndexes } from '../../src/uapi/vfio/regions';
import { demand, storageDifference } from '../expectation';
import { transfer } from '../host/files';
import { aside, withStructure } from '../host/ioctl';
import { kernelComplaints } from '../host/kernel-complaints';
import { openDevice } from '../host/vfio-device';
import { Given, Then } from '../vocabulary';
import type { TckWorld } from '../world';
import { regionOffset } from './bar';
import { stateOf } from './state';

const headerLength = 64;

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
