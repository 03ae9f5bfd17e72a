import { errno } from '../../../uapi/errno';
import { vfioDeviceIoctls as calls } from '../../../uapi/vfio/device';
import { vfioIrqSetFlags as flags, vfioPciIrqIndexes as irqs, vfioIrqSet } from '../../../uapi/vfio/interrupts';
import { place } from '../../kernel/image';
import type { VfioDevice } from '../../kernel/vfio/device';
import { elementSize, fdAt, type IrqAction, type IrqSetCheck, irqActionKey } from '../../kernel/vfio/irq-set';
import type { Migration } from '../../kernel/vfio/migration/migration';
import * as state from '../../kernel/vfio/migration/states';
import { EngineDevice } from '../../kernel/vfio/pci/device';
import { engineRegisters, interruptEnable } from '../../kernel/vfio/pci/registers';
import { activityOfBits } from '../../kernel/vfio/v1/bits';
import type { Fault } from '../fault';
import { deviceCall, instead, peek, vfio, without } from './change';

const {
  VFIO_IRQ_SET_DATA_NONE: none,
  VFIO_IRQ_SET_DATA_BOOL: bool,
  VFIO_IRQ_SET_DATA_EVENTFD: eventfds,
  VFIO_IRQ_SET_ACTION_MASK: mask,
  VFIO_IRQ_SET_ACTION_TRIGGER: trigger,
} = flags;
const intx = irqs.VFIO_PCI_INTX_IRQ_INDEX;
const vectored = [irqs.VFIO_PCI_MSI_IRQ_INDEX, irqs.VFIO_PCI_MSIX_IRQ_INDEX];
const single = [irqs.VFIO_PCI_ERR_IRQ_INDEX, irqs.VFIO_PCI_REQ_IRQ_INDEX];

const check = (name: string, fails: (right: IrqSetCheck['fails']) => IrqSetCheck['fails']): Fault['apply'] =>
  vfio(({ irqSetChecks }) => ({
    irqSetChecks: irqSetChecks.map((one) => (one.name === name ? { name, fails: fails(one.fails) } : one)),
  }));

/** Replaces an action on some indexes. */
const action = (indexes: readonly number[], kind: number, change: (right: IrqAction) => IrqAction): Fault['apply'] =>
  vfio(({ pciIrqActions }) => ({
    pciIrqActions: new Map([
      ...pciIrqActions,
      ...indexes.map((index): [number, IrqAction] => {
        const key = irqActionKey(index, kind);
        return [key, change(pciIrqActions.get(key) ?? (() => -errno.ENOTTY))];
      }),
    ]),
  }));

const setIrqs = (change: Parameters<typeof deviceCall>[1]): Fault['apply'] =>
  deviceCall(calls.VFIO_DEVICE_SET_IRQS, change);

const field = ({ kernel }: VfioDevice, address: bigint, name: string): number =>
  Number(peek(kernel, address, vfioIrqSet, name));

const refusedWhen = (refused: (device: VfioDevice) => boolean): Fault['apply'] =>
  setIrqs((right) => (device, address) => (refused(device) ? -errno.EBUSY : right(device, address)));

const stopped = ({ migration, migrationV1 }: VfioDevice): boolean =>
  (migration !== undefined && state.activityOf(migration.state) === 'stopped') ||
  (migrationV1 !== undefined && activityOfBits(migrationV1.bits) === 'stopped');

const engineOf = ({ device }: Migration): EngineDevice | undefined =>
  device instanceof EngineDevice ? device : undefined;

/** The header of VFIO_DEVICE_SET_IRQS: MIG-141 to MIG-150. */
const headerFaults: readonly Fault[] = [
  {
    name: 'irq-argsz-19-taken',
    describes: 'VFIO_DEVICE_SET_IRQS takes an argsz that ends in the header.',
    breaks: ['MIG-141'],
    apply: vfio(({ irqSetChecks }) => ({
      irqSetChecks: irqSetChecks
        .filter(({ name }) => name !== 'argsz')
        .map((one) =>
          one.name === 'data'
            ? { name: 'data', fails: (header) => header.argsz >= vfioIrqSet.size && one.fails(header) }
            : one,
        ),
    })),
  },
  {
    name: 'irq-index-ignored',
    describes: 'VFIO_DEVICE_SET_IRQS succeeds for an index that does not exist.',
    breaks: ['MIG-142'],
    apply: setIrqs(
      instead(errno.EINVAL, 0, (device, address) => field(device, address, 'index') >= device.irqs.length),
    ),
  },
  {
    name: 'irq-unknown-flags-ignored',
    describes: 'VFIO_DEVICE_SET_IRQS ignores flags that it does not know.',
    breaks: ['MIG-143'],
    apply: without('irqSetChecks', 'flags'),
  },
  {
    name: 'irq-range-off-by-one',
    describes: 'VFIO_DEVICE_SET_IRQS takes one vector more than there are.',
    breaks: ['MIG-144'],
    apply: setIrqs((right) => (device, address) => {
      const count = device.irqs[field(device, address, 'index')]?.count ?? 0;
      const end = field(device, address, 'start') + field(device, address, 'count');
      const result = right(device, address);
      return result === -errno.EINVAL && count > 0 && end === count + 1 ? 0 : result;
    }),
  },
  {
    name: 'irq-last-vector-refused',
    describes: 'VFIO_DEVICE_SET_IRQS refuses a range that reaches the last vector.',
    breaks: ['MIG-144'],
    apply: check('range', (right) => (header) => right({ ...header, count: header.count + 1 })),
  },
  {
    name: 'irq-start-unchecked',
    describes: 'VFIO_DEVICE_SET_IRQS takes an empty range behind the last vector.',
    breaks: ['MIG-145'],
    apply: without('irqSetChecks', 'start'),
  },
  {
    name: 'irq-index-without-vectors-succeeds',
    describes: 'VFIO_DEVICE_SET_IRQS does nothing for an index without interrupts, and succeeds.',
    breaks: ['MIG-146'],
    apply: setIrqs(
      instead(errno.EINVAL, 0, (device, address) => device.irqs[field(device, address, 'index')]?.count === 0),
    ),
  },
  {
    name: 'irq-range-wraps',
    describes: 'VFIO_DEVICE_SET_IRQS adds start and count in 32 bits.',
    breaks: ['MIG-147'],
    apply: setIrqs(
      instead(
        errno.EINVAL,
        0,
        (device, address) => field(device, address, 'start') + field(device, address, 'count') >= 0xffff_ffff,
      ),
    ),
  },
  {
    name: 'irq-data-type-unchecked',
    describes: 'VFIO_DEVICE_SET_IRQS takes any number of DATA flags.',
    breaks: ['MIG-148'],
    apply: setIrqs(
      instead(errno.EINVAL, 0, (device, address) => elementSize(field(device, address, 'flags')) === undefined),
    ),
  },
  {
    name: 'irq-data-size-unchecked',
    describes: 'VFIO_DEVICE_SET_IRQS does not compare argsz with the size of the data.',
    breaks: ['MIG-149'],
    apply: without('irqSetChecks', 'data'),
  },
  {
    name: 'irq-unreadable-data-invalid',
    describes: 'VFIO_DEVICE_SET_IRQS gives EINVAL for data that cannot be read.',
    breaks: ['MIG-150'],
    apply: setIrqs(instead(errno.EFAULT, -errno.EINVAL)),
  },
];

const popcount = (value: number): number => [...value.toString(2)].filter((digit) => digit === '1').length;
const actionsOf = (value: number): number => popcount(value & (mask | flags.VFIO_IRQ_SET_ACTION_UNMASK | trigger));

/** Actions and their conditions: MIG-151 to MIG-163. */
const actionFaults: readonly Fault[] = [
  {
    name: 'irq-without-one-action-succeeds',
    describes: 'VFIO_DEVICE_SET_IRQS with no ACTION flag or several does nothing, and succeeds.',
    breaks: ['MIG-151'],
    apply: setIrqs(instead(errno.ENOTTY, 0, (device, address) => actionsOf(field(device, address, 'flags')) !== 1)),
  },
  {
    name: 'msi-can-be-masked',
    describes: 'MASK succeeds for MSI and MSI-X.',
    breaks: ['MIG-152'],
    apply: action(vectored, mask, () => () => 0),
  },
  {
    name: 'intx-masked-by-eventfd',
    describes: 'MASK of INTX takes an eventfd.',
    breaks: ['MIG-153'],
    apply: action([intx], mask, (right) => (set) => (set.type === eventfds ? 0 : right(set))),
  },
  {
    name: 'intx-masked-while-disabled',
    describes: 'INTX can be masked and unmasked while it is not enabled.',
    breaks: ['MIG-154'],
    apply: vfio(() => ({ intxChecks: ({ start, count }) => start === 0 && count === 1 })),
  },
  {
    name: 'empty-trigger-does-not-disable',
    describes: 'TRIGGER without data for no vector does not disable the index.',
    breaks: ['MIG-155'],
    apply: vfio(({ pciIrqActions, mttyIrqActions }) => {
      const keep = (all: typeof pciIrqActions) =>
        new Map(
          [...all].map(([key, right]): [number, IrqAction] => [
            key,
            (set) => (set.count === 0 && set.type === none ? 0 : right(set)),
          ]),
        );
      return { pciIrqActions: keep(pciIrqActions), mttyIrqActions: keep(mttyIrqActions) };
    }),
  },
  {
    name: 'msi-takes-over-from-intx',
    describes: 'Enabling MSI or MSI-X disables INTX.',
    breaks: ['MIG-156'],
    apply: action(vectored, trigger, (right) => (set) => {
      if (set.type === eventfds && set.device.interrupts.active === intx) set.device.interrupts.disable();
      return right(set);
    }),
  },
  {
    name: 'irq-bool-ignored',
    describes: 'TRIGGER signals every vector of the range, whatever the bytes say.',
    breaks: ['MIG-157'],
    apply: vfio(() => ({ signalsVector: () => true })),
  },
  {
    name: 'one-vector-removed-removes-all',
    describes: 'Taking the eventfd of one vector away takes those of all vectors away.',
    breaks: ['MIG-158'],
    apply: vfio((right) => ({
      wireBlock: (set) => {
        const result = right.wireBlock(set);
        if (set.count > 0 && fdAt(set, 0) < 0) set.device.interrupts.vectors.fill(undefined);
        return result;
      },
    })),
  },
  {
    name: 'closed-eventfd-invalid',
    describes: 'A descriptor that is not open gives EINVAL as eventfd.',
    breaks: ['MIG-159'],
    apply: setIrqs(instead(errno.EBADF, -errno.EINVAL)),
  },
  {
    name: 'failed-block-keeps-vectors',
    describes: 'A block of eventfds of which one is bad leaves all vectors as they were.',
    breaks: ['MIG-160'],
    apply: vfio((right) => ({
      wireBlock: (set) => {
        const before = [...set.device.interrupts.vectors];
        const result = right.wireBlock(set);
        if (result !== 0) set.device.interrupts.vectors = before;
        return result;
      },
    })),
  },
  {
    name: 'unwired-error-interrupt-triggers',
    describes: 'The error and request interrupts can be triggered without an eventfd.',
    breaks: ['MIG-161'],
    apply: action(single, trigger, (right) => (set) => (set.type === none && right(set) !== 0 ? 0 : right(set))),
  },
  {
    name: 'error-interrupt-data-unchecked',
    describes: 'The error and request interrupts take no bytes, and any negative descriptor.',
    breaks: ['MIG-162'],
    apply: action(single, trigger, (right) => (set) => {
      const empty = set.type === bool && set.count === 0;
      const negative = set.type === eventfds && set.count === 1 && fdAt(set, 0) < -1;
      return empty || negative ? 0 : right(set);
    }),
  },
  {
    name: 'intx-stays-unmasked',
    describes: 'INTX is not masked when it has signalled.',
    breaks: ['MIG-163'],
    apply: vfio(() => ({ intxIsAutomasked: false })),
  },
];

/** Interrupts and migration: MIG-166 to MIG-170, MIG-201, MIG-205, MIG-206, MIG-210. */
const stateFaults: readonly Fault[] = [
  {
    name: 'irqs-only-while-running',
    describes: 'VFIO_DEVICE_SET_IRQS fails while the device does not run.',
    breaks: ['MIG-166', 'MIG-167', 'MIG-168', 'MIG-201', 'MIG-210'],
    apply: refusedWhen(stopped),
  },
  {
    name: 'irqs-not-while-resuming',
    describes: 'VFIO_DEVICE_SET_IRQS fails in RESUMING.',
    breaks: ['MIG-167'],
    apply: refusedWhen(({ migration }) => migration?.state === state.resuming),
  },
  {
    name: 'start-loses-interrupts',
    describes: 'A device that leaves STOP for running loses its eventfds.',
    breaks: ['MIG-168'],
    apply: vfio((right) => ({
      *takeArc(migration, to) {
        const from = migration.state;
        const result = yield* right.takeArc(migration, to);
        if (from === state.stop && (to === state.running || to === state.runningP2p))
          engineOf(migration)?.interrupts.disable();
        return result;
      },
    })),
  },
  {
    name: 'stopped-device-interrupts',
    describes: 'A device interrupts while it is stopped.',
    breaks: ['MIG-169'],
    apply: vfio(() => ({ mayInterrupt: () => true })),
  },
  {
    name: 'stop-loses-interrupt',
    describes: 'DMA that ends on the way to STOP does not interrupt.',
    breaks: ['MIG-170'],
    apply: vfio((right) => ({
      drain: (engine) => {
        const where = place(engineRegisters, 'interrupt');
        engine.registers.put(where, engine.registers.number(where) & ~interruptEnable);
        return right.drain(engine);
      },
    })),
  },
  {
    name: 'irqs-while-resuming-shake-the-host',
    describes: 'VFIO_DEVICE_SET_IRQS in RESUMING makes the kernel log a bug.',
    breaks: ['MIG-205'],
    apply: setIrqs((right) => (device, address) => {
      if (device.migration?.state === state.resuming)
        device.kernel.say('error', 'BUG: unable to handle kernel NULL pointer dereference in vfio_pci_set_msi_trigger');
      return right(device, address);
    }),
  },
  {
    name: 'quiesced-device-keeps-interrupts',
    describes: 'A device in RUNNING_P2P does not interrupt.',
    breaks: ['MIG-195'],
    apply: vfio(() => ({ mayInterrupt: (activity) => activity === 'active' })),
  },
];

/** VFIO_DEVICE_SET_IRQS, and the interrupts of a device. */
export const interruptFaults: readonly Fault[] = [...headerFaults, ...actionFaults, ...stateFaults];
