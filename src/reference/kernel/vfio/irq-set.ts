import { errno } from '../../../uapi/errno';
import {
  vfioIrqSetFlags as irqFlags,
  vfioIrqSetMasks as masks,
  vfioIrqSet,
  vfioIrqSetElements,
} from '../../../uapi/vfio/interrupts';
import { Image, places } from '../image';
import type { VfioDevice } from './device';

const set = places(vfioIrqSet, 'argsz', 'flags', 'index', 'start', 'count');
const known = masks.VFIO_IRQ_SET_DATA_TYPE_MASK | masks.VFIO_IRQ_SET_ACTION_TYPE_MASK;

export interface IrqSetHeader {
  readonly device: VfioDevice;
  readonly argsz: number;
  readonly flags: number;
  readonly index: number;
  readonly start: number;
  readonly count: number;
}

/** A validated request. */
export interface IrqSet extends IrqSetHeader {
  /** DATA_*, one bit. */
  readonly type: number;
  readonly data: Image;
}

/** The descriptor in an element of the data. */
export const fdAt = ({ data }: IrqSet, element: number): number => data.signed({ offset: 0, length: 4 }, element * 4);
/** Whether an element of the data asks for the action. */
export const chosen = ({ type, data }: IrqSet, element: number): boolean =>
  type === irqFlags.VFIO_IRQ_SET_DATA_NONE || data.bytes[element] !== 0;

const countOf = ({ device, index }: IrqSetHeader): number => device.irqs[index]?.count ?? 0;

/** Bytes of one element, or nothing where the DATA flags name none or several types. */
export function elementSize(flags: number): number | undefined {
  const type = flags & masks.VFIO_IRQ_SET_DATA_TYPE_MASK;
  return vfioIrqSetElements.find(({ flag }) => flag === type)?.bytes;
}

export interface IrqSetCheck {
  readonly name: string;
  readonly fails: (header: IrqSetHeader) => boolean;
}

/**
 * What the header has to pass, in order; each failure is EINVAL.
 * Source: Linux 6.12 drivers/vfio/vfio_main.c vfio_set_irqs_validate_and_prepare.
 */
export const irqSetChecks: readonly IrqSetCheck[] = [
  { name: 'argsz', fails: ({ argsz }) => argsz < vfioIrqSet.size },
  { name: 'index', fails: ({ device, index }) => index >= device.irqs.length },
  { name: 'wrap', fails: ({ start, count }) => count >= 0xffff_ffff - start },
  { name: 'flags', fails: ({ flags }) => (flags & ~known) !== 0 },
  { name: 'start', fails: (header) => header.start >= countOf(header) },
  { name: 'range', fails: (header) => header.start + header.count > countOf(header) },
  { name: 'type', fails: ({ flags }) => elementSize(flags) === undefined },
  { name: 'data', fails: ({ flags, argsz, count }) => (elementSize(flags) ?? 0) * count > argsz - vfioIrqSet.size },
];

/** VFIO_DEVICE_SET_IRQS. */
export function setIrqs(device: VfioDevice, address: bigint): number {
  const { kernel } = device;
  const { vfio } = kernel.configuration.model;
  const bytes = kernel.memory.copyIn(address, vfioIrqSet.size);
  if (bytes === undefined) return -errno.EFAULT;
  const image = new Image(bytes, kernel.order);
  const header: IrqSetHeader = {
    device,
    argsz: image.number(set.argsz),
    flags: image.number(set.flags),
    index: image.number(set.index),
    start: image.number(set.start),
    count: image.number(set.count),
  };
  for (const check of vfio.irqSetChecks) if (check.fails(header)) return -errno.EINVAL;
  const length = (elementSize(header.flags) ?? 0) * header.count;
  const data = kernel.memory.copyIn(address + BigInt(vfioIrqSet.size), length);
  if (data === undefined) return -errno.EFAULT;
  const action = header.flags & masks.VFIO_IRQ_SET_ACTION_TYPE_MASK;
  const type = header.flags & masks.VFIO_IRQ_SET_DATA_TYPE_MASK;
  const act = vfio[device.irqActions].get(irqActionKey(header.index, action));
  return act === undefined ? -errno.ENOTTY : act({ ...header, type, data: new Image(data, kernel.order) });
}

export type IrqAction = (set: IrqSet) => number;
export const irqActionKey = (index: number, action: number): number => index * 64 + action;
