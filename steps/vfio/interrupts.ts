import { MachineFailed } from '../../src/contract/judgement';
import { errnoName } from '../../src/uapi/errno';
import { withStructure } from '../host/ioctl';
import { Given, When } from '../vocabulary';
import type { TckWorld } from '../world';

/** `INTX`, `MSI`, `MSIX`, `ERR`, `REQ` as VFIO_PCI_*_IRQ_INDEX. */
const indexName = (irq: string): string => `VFIO_PCI_${irq}_IRQ_INDEX`;

interface Request {
  readonly irq: string;
  readonly data: 'NONE' | 'BOOL' | 'EVENTFD';
  readonly action: string;
  readonly count: number;
  readonly elements?: string;
}

/** VFIO_DEVICE_SET_IRQS from the first interrupt of an index on. */
function setIrqs(world: TckWorld, device: string, { irq, data, action, count, elements }: Request): Promise<void> {
  return withStructure(world, 'VFIO_DEVICE_SET_IRQS', device, {
    flags: `VFIO_IRQ_SET_DATA_${data} + VFIO_IRQ_SET_ACTION_${action}`,
    index: indexName(irq),
    start: '0',
    count: String(count),
    ...(elements === undefined ? {} : { data: elements }),
  });
}

/** TRIGGER with EVENTFD: one vector for each name, from the first vector on. */
function wire(world: TckWorld, device: string, irq: string, names: readonly string[]): Promise<void> {
  const elements = names.map((name) => `fd of "${name}"`).join(', ');
  return setIrqs(world, device, { irq, data: 'EVENTFD', action: 'TRIGGER', count: names.length, elements });
}

Given(
  'the program has wired {irq} of {string} to {eventfds}',
  function (this: TckWorld, irq: string, device: string, names: readonly string[]) {
    return this.host.prepare(async () => {
      await wire(this, device, irq, names);
      const { errno, value } = this.host.returned;
      if (errno !== 0 || value !== 0n)
        throw new MachineFailed('start', `${irq} cannot be wired: ${errno === 0 ? value : errnoName(errno)}`);
    });
  },
);

When(
  'the program wires {irq} of {string} to {eventfds}',
  function (this: TckWorld, irq: string, device: string, names: readonly string[]) {
    return wire(this, device, irq, names);
  },
);

/** With NONE, of the first interrupt alone; of none, which disables the index. */
When(
  'the program {irq-action} {irq} of {string}',
  function (this: TckWorld, action: string, irq: string, device: string) {
    const disables = action === 'DISABLE';
    const count = disables ? 0 : 1;
    return setIrqs(this, device, { irq, data: 'NONE', action: disables ? 'TRIGGER' : action, count });
  },
);

/** By the device face: whatever makes the device interrupt, in whatever state it is. */
When('{string} has a reason to interrupt', async function (this: TckWorld, device: string) {
  await this.host.ready();
  await this.perform(`"${device}" has a reason to interrupt`, [
    { verb: 'stimulate', device, what: 'raise-interrupt', bytes: new Uint8Array() },
  ]);
});
