import { errno } from '../../../uapi/errno';
import { vfioPciIrqIndexes as indexes } from '../../../uapi/vfio/interrupts';
import { EventFd } from '../eventfd';
import type { Kernel } from '../kernel';

/** The eventfd behind a descriptor, or the error. */
export function eventFdOf(kernel: Kernel, fd: number): EventFd | number {
  const file = kernel.descriptors.file(fd);
  if (file === undefined) return -errno.EBADF;
  return file instanceof EventFd ? file : -errno.EINVAL;
}

/** How the interrupts of a PCI device are wired to eventfds. */
export class Interrupts {
  /** The index that is enabled, of INTX, MSI and MSIX. */
  active?: number;
  /** Vectors that are allocated, with the eventfds they signal. */
  vectors: (EventFd | undefined)[] = [];
  /** INTX. */
  masked = false;
  /** The device holds its INTX line. */
  asserted = false;
  /** Takes the unmask trigger away. */
  forgetUnmask?: () => void;
  /** Eventfds of ERR and REQ. */
  readonly single = new Map<number, EventFd>();

  constructor(
    readonly kernel: Kernel,
    /** The bit that disables INTX in the command register. */
    private readonly intxDisabled: () => boolean = () => false,
    /** The device may interrupt by itself. */
    private readonly awake: () => boolean = () => true,
  ) {}

  enable(index: number, count: number): void {
    this.active = index;
    this.vectors = new Array<EventFd | undefined>(count).fill(undefined);
    this.masked = false;
  }

  disable(): void {
    delete this.active;
    this.vectors = [];
    this.masked = false;
    this.forgetUnmask?.();
    delete this.forgetUnmask;
  }

  reset(): void {
    this.disable();
    this.single.clear();
    this.asserted = false;
  }

  /** The device has a reason to interrupt. */
  raise(vector: number): void {
    const { active } = this;
    if (active === indexes.VFIO_PCI_INTX_IRQ_INDEX || active === undefined) {
      this.asserted = true;
      this.deliver();
    } else this.vectors[vector]?.signal();
  }

  /** The reason for the INTX line is gone. */
  lower(): void {
    this.asserted = false;
  }

  mask(): void {
    this.masked = true;
  }

  /** A line that is still held interrupts again. */
  unmask(): void {
    this.masked = false;
    this.deliver();
  }

  /** Signals INTX where the line is held and nothing keeps it from the program. */
  deliver(): void {
    if (this.active !== indexes.VFIO_PCI_INTX_IRQ_INDEX || !this.asserted || this.masked) return;
    if (this.intxDisabled() || !this.awake()) return;
    this.vectors[0]?.signal();
    this.masked = this.kernel.configuration.model.vfio.intxIsAutomasked;
  }

  /** An interrupt of a device that holds no line: lost while masked. */
  pulse(): void {
    const intx = this.active === indexes.VFIO_PCI_INTX_IRQ_INDEX;
    if (intx && this.masked) return;
    this.vectors[0]?.signal();
    if (intx) this.masked = this.kernel.configuration.model.vfio.intxIsAutomasked;
  }

  /** VFIO_IRQ_SET_ACTION_TRIGGER by hand, where INTX is not disabled. */
  loopback(vector: number): void {
    if (this.active === indexes.VFIO_PCI_INTX_IRQ_INDEX && this.intxDisabled()) return;
    this.vectors[vector]?.signal();
  }
}
