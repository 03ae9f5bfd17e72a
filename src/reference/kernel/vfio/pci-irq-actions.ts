import { errno } from '../../../uapi/errno';
import { vfioIrqSetFlags as flags, vfioPciIrqIndexes as indexes } from '../../../uapi/vfio/interrupts';
import type { EventFd } from '../eventfd';
import { eventFdOf } from './interrupts';
import { chosen, fdAt, type IrqAction, type IrqSet, irqActionKey } from './irq-set';

const {
  VFIO_IRQ_SET_DATA_NONE: none,
  VFIO_IRQ_SET_DATA_EVENTFD: eventfds,
  VFIO_IRQ_SET_ACTION_MASK: mask,
  VFIO_IRQ_SET_ACTION_UNMASK: unmask,
  VFIO_IRQ_SET_ACTION_TRIGGER: trigger,
} = flags;
const {
  VFIO_PCI_INTX_IRQ_INDEX: intx,
  VFIO_PCI_MSI_IRQ_INDEX: msi,
  VFIO_PCI_MSIX_IRQ_INDEX: msix,
  VFIO_PCI_ERR_IRQ_INDEX: err,
  VFIO_PCI_REQ_IRQ_INDEX: req,
} = indexes;

const whole = ({ start, count }: IrqSet): boolean => start === 0 && count === 1;
const disables = ({ count, type }: IrqSet): boolean => count === 0 && type === none;

/** INTX is enabled and the request names its one vector. */
export const intxChecks = (set: IrqSet): boolean => set.device.interrupts.active === intx && whole(set);

export function maskIntx(set: IrqSet): number {
  if (!set.device.kernel.configuration.model.vfio.intxChecks(set)) return -errno.EINVAL;
  if (set.type === eventfds) return -errno.ENOTTY;
  if (chosen(set, 0)) set.device.interrupts.mask();
  return 0;
}

function unmaskIntx(set: IrqSet): number {
  const { interrupts, kernel } = set.device;
  if (!kernel.configuration.model.vfio.intxChecks(set)) return -errno.EINVAL;
  if (set.type !== eventfds) {
    if (chosen(set, 0)) interrupts.unmask();
    return 0;
  }
  const fd = fdAt(set, 0);
  const file = fd < 0 ? undefined : eventFdOf(kernel, fd);
  if (typeof file === 'number') return file;
  if (file !== undefined && interrupts.forgetUnmask !== undefined) return -errno.EBUSY;
  interrupts.forgetUnmask?.();
  delete interrupts.forgetUnmask;
  if (file !== undefined) interrupts.forgetUnmask = file.listen(() => interrupts.unmask());
  return 0;
}

/** Enables INTX, with the eventfd it signals where there is one. */
function enableIntx(set: IrqSet): number {
  const { interrupts, kernel, irqs } = set.device;
  const fd = fdAt(set, 0);
  const file = fd < 0 ? undefined : eventFdOf(kernel, fd);
  if (typeof file === 'number') return file;
  if (irqs[intx]?.count === 0) return -errno.ENODEV;
  if (interrupts.active !== intx) interrupts.enable(intx, 1);
  interrupts.vectors[0] = file;
  if (interrupts.asserted) interrupts.unmask();
  return 0;
}

export function triggerIntx(set: IrqSet): number {
  const { interrupts } = set.device;
  const active = interrupts.active === intx;
  if (active && disables(set)) {
    interrupts.disable();
    return 0;
  }
  if (!(active || interrupts.active === undefined) || !whole(set)) return -errno.EINVAL;
  if (set.type === eventfds) return enableIntx(set);
  if (!active) return -errno.EINVAL;
  if (chosen(set, 0)) interrupts.loopback(0);
  return 0;
}

/** Wires one vector; what it signalled before is gone whatever comes of it. */
function wire(set: IrqSet, vector: number, fd: number): number {
  const { interrupts, kernel } = set.device;
  if (vector < interrupts.vectors.length) interrupts.vectors[vector] = undefined;
  if (fd < 0) return 0;
  if (vector >= interrupts.vectors.length) return -errno.EINVAL;
  const file = eventFdOf(kernel, fd);
  if (typeof file === 'number') return file;
  interrupts.vectors[vector] = file;
  return 0;
}

/** Wires a block of vectors; those from the first to the one that fails lose their eventfds. */
export function wireBlock(set: IrqSet): number {
  const { start, count } = set;
  const { vectors } = set.device.interrupts;
  for (let element = 0; element < count; element += 1) {
    const result = wire(set, start + element, fdAt(set, element));
    if (result === 0) continue;
    for (let vector = start; vector <= start + element && vector < vectors.length; vector += 1)
      vectors[vector] = undefined;
    return result;
  }
  return 0;
}

export function triggerVectors(set: IrqSet): number {
  const { interrupts, kernel } = set.device;
  const { vfio } = kernel.configuration.model;
  const { index, start, count } = set;
  const active = interrupts.active === index;
  if (active && disables(set)) {
    interrupts.disable();
    return 0;
  }
  if (!active && interrupts.active !== undefined) return -errno.EINVAL;
  if (set.type === eventfds) {
    if (active) return vfio.wireBlock(set);
    // Fewer vectors allowed than the one that must be had. Source: drivers/pci/msi.
    if (start + count === 0) return -errno.ERANGE;
    interrupts.enable(index, start + count);
    const result = vfio.wireBlock(set);
    if (result !== 0) interrupts.disable();
    return result;
  }
  if (!active) return -errno.EINVAL;
  for (let element = 0; element < count; element += 1) {
    const vector = start + element;
    if (vfio.signalsVector(set, element)) interrupts.loopback(vector);
  }
  return 0;
}

/** ERR and REQ: one eventfd each. */
export function triggerSingle(set: IrqSet): number {
  const { index, start, count, type } = set;
  const { single } = set.device.interrupts;
  if (start !== 0 || count > 1) return -errno.EINVAL;
  const file: EventFd | undefined = single.get(index);
  if (type === none) {
    if (file === undefined) return -errno.EINVAL;
    if (count === 0) single.delete(index);
    else file.signal();
    return 0;
  }
  if (count === 0) return -errno.EINVAL;
  if (type !== eventfds) {
    if (chosen(set, 0)) file?.signal();
    return 0;
  }
  const fd = fdAt(set, 0);
  // Linux 6.12 vfio_pci_set_ctx_trigger_single: only -1 takes the eventfd away.
  if (fd < -1) return 0;
  const found = fd === -1 ? undefined : eventFdOf(set.device.kernel, fd);
  if (typeof found === 'number') return found;
  if (found === undefined) single.delete(index);
  else single.set(index, found);
  return 0;
}

/** Actions by index and exact set of ACTION flags; all others are ENOTTY. Source: Linux 6.12 vfio_pci_intrs.c. */
export const pciIrqActions: ReadonlyMap<number, IrqAction> = new Map([
  [irqActionKey(intx, mask), maskIntx],
  [irqActionKey(intx, unmask), unmaskIntx],
  [irqActionKey(intx, trigger), triggerIntx],
  [irqActionKey(msi, trigger), triggerVectors],
  [irqActionKey(msix, trigger), triggerVectors],
  [irqActionKey(err, trigger), triggerSingle],
  [irqActionKey(req, trigger), triggerSingle],
]);

function triggerMtty(set: IrqSet): number {
  const { interrupts, kernel } = set.device;
  const { index } = set;
  const active = interrupts.active === index;
  if (disables(set)) {
    if (!active) return -errno.EINVAL;
    interrupts.disable();
    return 0;
  }
  if (!(active || interrupts.active === undefined) || !whole(set)) return -errno.EINVAL;
  if (set.type === eventfds) {
    const fd = fdAt(set, 0);
    const file = fd < 0 ? undefined : eventFdOf(kernel, fd);
    if (typeof file === 'number') return file;
    if (file === undefined) {
      if (active) interrupts.disable();
      return 0;
    }
    if (!active) interrupts.enable(index, 1);
    interrupts.vectors[0] = file;
    return 0;
  }
  if (!active || interrupts.vectors[0] === undefined) return -errno.EINVAL;
  if (chosen(set, 0)) interrupts.pulse();
  return 0;
}

/** Actions of mtty: one vector for INTX as for MSI, and a trigger by hand is like one of the device. Source: samples/vfio-mdev/mtty.c. */
export const mttyIrqActions: ReadonlyMap<number, IrqAction> = new Map([
  [irqActionKey(intx, mask), maskIntx],
  [
    irqActionKey(intx, unmask),
    (set: IrqSet) => (set.type === eventfds && intxChecks(set) ? -errno.ENOTTY : unmaskIntx(set)),
  ],
  [irqActionKey(intx, trigger), triggerMtty],
  [irqActionKey(msi, trigger), triggerMtty],
]);

/** Whether NONE or BOOL data asks for the vector of an element. */
export const signalsVector = (set: IrqSet, element: number): boolean => chosen(set, element);
