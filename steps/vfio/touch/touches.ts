import { vfioDeviceIoctls } from '../../../src/uapi/vfio/device';
import type { Hand } from './touch';

export type Touch = (hand: Hand) => Promise<void>;

/** The eventfd that interrupts are wired to. */
export const touchEvent = 'eventfd of the touches';

const irqs = (hand: Hand, irq: string, data: string, action: string, count = 1): Promise<void> =>
  hand.ioctl('VFIO_DEVICE_SET_IRQS', {
    flags: `VFIO_IRQ_SET_DATA_${data} + VFIO_IRQ_SET_ACTION_${action}`,
    index: `VFIO_PCI_${irq}_IRQ_INDEX`,
    start: '0',
    count: String(count),
    ...(data === 'EVENTFD' ? { data: `fd of "${touchEvent}"` } : {}),
  });

const message =
  (irq: string): Touch =>
  async (hand) => {
    await irqs(hand, irq, 'EVENTFD', 'TRIGGER');
    await irqs(hand, irq, 'NONE', 'TRIGGER');
    await irqs(hand, irq, 'NONE', 'TRIGGER', 0);
  };

const readBar: Touch = async (hand) => {
  for (const width of [1, 2, 4]) for (let at = 0; at < 8; at += width) await hand.read(0, at, width);
};

const writeBar: Touch = async (hand) => {
  for (const byte of [0xff, 0]) for (let at = 0; at < 8; at += 1) await hand.write(0, at, Uint8Array.of(byte));
};

const feature = (hand: Hand, flags: string, rows: Record<string, string> = {}): Promise<void> =>
  hand.ioctl('VFIO_DEVICE_FEATURE', { flags, ...rows });

/** A range of IOVA that no scenario uses. */
const iova = '0x7f000000';

/** What a program can do to a device, in the words of the features. */
export const touches: Readonly<Record<string, Touch>> = {
  'information on device, BAR0 and INTX': async (hand) => {
    await hand.ioctl('VFIO_DEVICE_GET_INFO', {});
    await hand.ioctl('VFIO_DEVICE_GET_REGION_INFO', { index: 'VFIO_PCI_BAR0_REGION_INDEX' });
    await hand.ioctl('VFIO_DEVICE_GET_IRQ_INFO', { index: 'VFIO_PCI_INTX_IRQ_INDEX' });
  },
  'GET of the migration features and the state': async (hand) => {
    await feature(hand, 'VFIO_DEVICE_FEATURE_GET + VFIO_DEVICE_FEATURE_MIGRATION');
    await feature(hand, 'VFIO_DEVICE_FEATURE_GET + VFIO_DEVICE_FEATURE_MIG_DEVICE_STATE');
    await feature(hand, 'VFIO_DEVICE_FEATURE_PROBE + VFIO_DEVICE_FEATURE_MIG_DEVICE_STATE');
  },
  'SET_IRQS of INTX: wire, mask, unmask, trigger, disable': async (hand) => {
    await irqs(hand, 'INTX', 'EVENTFD', 'TRIGGER');
    await irqs(hand, 'INTX', 'NONE', 'MASK');
    await irqs(hand, 'INTX', 'NONE', 'UNMASK');
    await irqs(hand, 'INTX', 'NONE', 'TRIGGER');
    await irqs(hand, 'INTX', 'NONE', 'TRIGGER', 0);
  },
  'SET_IRQS of MSI: wire, trigger, disable': message('MSI'),
  'SET_IRQS of MSI-X: wire, trigger, disable': message('MSIX'),
  'read of BAR0': readBar,
  'write to BAR0': writeBar,
  'load and store in a mapping of BAR0': (hand) => hand.throughMapping(0),
  'read of configuration space': async (hand) => {
    for (const width of [1, 2, 4]) for (let at = 0; at < 64; at += width) await hand.read(hand.config, at, width);
  },
  'write to configuration space: command, interrupt line': async (hand) => {
    const command = await hand.read(hand.config, 4, 2);
    await hand.write(hand.config, 4, command.slice(0, 2));
    await hand.write(hand.config, 0x3c, Uint8Array.of(0x0b));
  },
  'DMA logging: start, stop': async (hand) => {
    const { host } = hand.world;
    await host.briefly(async () => {
      const address = host.reserve(16);
      const range = new Uint8Array(16);
      const view = new DataView(range.buffer);
      view.setBigUint64(8, 0x1000n, host.order === 'little');
      await host.store(address, range);
      const rows = { page_size: '4096', num_ranges: '1', ranges: String(address) };
      await feature(hand, 'VFIO_DEVICE_FEATURE_SET + VFIO_DEVICE_FEATURE_DMA_LOGGING_START', rows);
    });
    await feature(hand, 'VFIO_DEVICE_FEATURE_SET + VFIO_DEVICE_FEATURE_DMA_LOGGING_STOP');
  },
  'map and unmap for DMA': async (hand) => {
    const { host } = hand.world;
    await host.briefly(async () => {
      const address = await host.reservePages(4096);
      const flags = 'VFIO_DMA_MAP_FLAG_READ + VFIO_DMA_MAP_FLAG_WRITE';
      await hand.ioctl('VFIO_IOMMU_MAP_DMA', { flags, vaddr: String(address), iova, size: '4096' }, 'container');
      await hand.ioctl('VFIO_IOMMU_UNMAP_DMA', { iova, size: '4096' }, 'container');
    });
  },
  VFIO_DEVICE_RESET: (hand) => hand.plain('VFIO_DEVICE_RESET', vfioDeviceIoctls.VFIO_DEVICE_RESET),
};
