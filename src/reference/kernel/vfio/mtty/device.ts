import { errno } from '../../../../uapi/errno';
import { vfioDeviceFlags } from '../../../../uapi/vfio/device';
import { vfioMigrationFlags } from '../../../../uapi/vfio/feature';
import { vfioIrqInfoFlags } from '../../../../uapi/vfio/interrupts';
import { vfioPciRegionIndexes as indexes, vfioRegionInfoFlags } from '../../../../uapi/vfio/regions';
import type { Kernel } from '../../kernel';
import { AccessLog } from '../access-log';
import type { IrqIndex, VfioDevice } from '../device';
import { DmaLog } from '../dma-log';
import type { IommuGroup } from '../group';
import { Interrupts } from '../interrupts';
import { type MigratingDevice, Migration } from '../migration/migration';
import type { ResumingStream, SavingStream } from '../migration/session';
import type { Activity } from '../migration/states';
import { ConfigSpace, header } from '../pci/config-space';
import type { Region } from '../region';
import { headerIsValid, headerOf, headerSize, loadPorts, portsOf, streamSize } from './stream';
import { registerCount, Uart } from './uart';

const { VFIO_REGION_INFO_FLAG_READ: readable, VFIO_REGION_INFO_FLAG_WRITE: writable } = vfioRegionInfoFlags;
const { VFIO_IRQ_INFO_EVENTFD: eventfd, VFIO_IRQ_INFO_MASKABLE: maskable } = vfioIrqInfoFlags;
const allCapabilities =
  vfioMigrationFlags.VFIO_MIGRATION_STOP_COPY |
  vfioMigrationFlags.VFIO_MIGRATION_P2P |
  vfioMigrationFlags.VFIO_MIGRATION_PRE_COPY;

const irqs: readonly (IrqIndex | undefined)[] = [
  { count: 1, flags: eventfd | maskable | vfioIrqInfoFlags.VFIO_IRQ_INFO_AUTOMASKED },
  { count: 1, flags: eventfd | vfioIrqInfoFlags.VFIO_IRQ_INFO_NORESIZE },
  undefined,
  undefined,
  undefined,
];

const barSize = 8;
/** I/O space of 8 bytes: the lowest bit says so. */
const ioBar = { value: 1, writable: 0xffff_fff8 };

const configFields = (ports: number) => [
  { offset: header.vendor, length: 4, value: 0x3253_4348 },
  { offset: header.command, length: 2, value: 0x0001, writable: 0x0007 },
  { offset: header.status, length: 2, value: 0x0200 },
  { offset: header.revision, length: 4, value: 0x0700_0210 },
  ...Array.from({ length: ports }, (_, bar) => ({ offset: header.bar + bar * 4, length: 4, ...ioBar })),
  { offset: header.subsystemVendor, length: 4, value: 0x3253_4348 },
  { offset: header.interruptLine, length: 2, value: 0x0100, writable: 0x00ff },
];

/**
 * The sample device of Linux, a serial card without hardware, as samples/vfio-mdev/mtty.c presents it; where that breaks
 * rules of the interface, this one keeps them.
 */
export class MttyDevice implements VfioDevice, MigratingDevice {
  readonly emulated = true;
  readonly infoSize = 16;
  readonly flags = vfioDeviceFlags.VFIO_DEVICE_FLAGS_PCI | vfioDeviceFlags.VFIO_DEVICE_FLAGS_RESET;
  readonly capabilities = [];
  readonly irqs = irqs;
  readonly irqActions = 'mttyIrqActions';
  readonly log = new AccessLog();
  readonly logging = new DmaLog();
  readonly interrupts: Interrupts;
  readonly migration: Migration;
  readonly regions: readonly Region[];
  readonly uarts: readonly Uart[];
  readonly config: ConfigSpace;
  users = 0;
  #activity: Activity = 'active';

  constructor(
    readonly kernel: Kernel,
    readonly name: string,
    readonly group: IommuGroup,
    readonly ports: number,
  ) {
    this.interrupts = new Interrupts(kernel);
    this.migration = new Migration(kernel, allCapabilities, this, this.log);
    this.uarts = Array.from({ length: ports }, () => new Uart(() => this.raise()));
    this.config = new ConfigSpace(256, configFields(ports));
    this.regions = Array.from({ length: indexes.VFIO_PCI_NUM_REGIONS }, (_, index) => this.#region(index));
  }

  #region(index: number): Region {
    const known = { flags: readable | writable, beyond: errno.EFAULT };
    if (index === indexes.VFIO_PCI_CONFIG_REGION_INDEX)
      return {
        ...known,
        name: 'config',
        size: this.config.bytes.length,
        whole: true,
        read: (offset, length) =>
          this.kernel.configuration.model.vfio.answersConfig(this.#activity)
            ? this.config.bytes.slice(offset, offset + length)
            : -errno.EIO,
        write: (offset, bytes) => {
          this.log.add('write', 'config', offset, bytes);
          this.config.write(offset, bytes);
          return 0;
        },
      };
    const uart = index < this.ports ? this.uarts[index] : undefined;
    if (uart === undefined) return { ...known, name: `region ${index}`, size: 0 };
    return { ...known, name: `BAR${index}`, size: barSize, whole: true, ...this.#registers(uart, `BAR${index}`) };
  }

  /** While the device is stopped, writes are ignored and reads change nothing. */
  #registers(uart: Uart, name: string): Pick<Region, 'read' | 'write'> {
    const { vfio } = this.kernel.configuration.model;
    return {
      read: (offset, length) => {
        if (!vfio.answersAccesses(this.#activity, this)) return -errno.EIO;
        const effects = vfio.acceptsAccesses(this.#activity, this);
        const bytes = Uint8Array.from({ length }, (_, index) => uart.read((offset + index) % registerCount, effects));
        this.log.add('read', name, offset, bytes);
        return bytes;
      },
      write: (offset, bytes) => {
        if (!vfio.answersAccesses(this.#activity, this)) return -errno.EIO;
        this.log.add('write', name, offset, bytes);
        if (vfio.acceptsAccesses(this.#activity, this))
          bytes.forEach((byte, index) => {
            uart.write(offset + index, byte);
          });
        return 0;
      },
    };
  }

  /** The device interrupts by itself. */
  raise(): void {
    if (this.kernel.configuration.model.vfio.mayInterrupt(this.#activity)) this.interrupts.pulse();
  }

  reset(): number {
    for (const uart of this.uarts) uart.reset();
    this.config.reset();
    this.interrupts.masked = false;
    this.migration.reset();
    return 0;
  }

  opened(): void {
    this.kernel.configuration.model.vfio.openMigration(this.migration);
  }

  closed(): void {
    this.interrupts.reset();
    this.logging.stop();
    this.migration.endSession();
  }

  enter(activity: Activity): 0 {
    this.#activity = activity;
    return 0;
  }

  halt(): void {
    this.#activity = 'stopped';
  }

  dataSize(): bigint {
    return BigInt(streamSize(this.ports));
  }

  save(preCopy: boolean): SavingStream {
    const { order } = this.kernel;
    let bytes = headerOf(this.ports, order);
    let position = 0;
    const stopCopy = () => {
      bytes = Buffer.concat([bytes, portsOf(this.uarts, order)]);
    };
    if (!preCopy) stopCopy();
    return {
      peek: (length) => bytes.subarray(position, position + length),
      take: (length) => {
        position += length;
      },
      get initialBytes() {
        return Math.max(0, headerSize - position);
      },
      dirtyBytes: 0,
      stopCopy,
    };
  }

  /** Bytes are taken until the stream is complete; an identification that is not ours is refused as soon as it is there. */
  restore(): ResumingStream {
    const { vfio } = this.kernel.configuration.model;
    const size = streamSize(this.ports);
    const bytes = new Uint8Array(size);
    let filled = 0;
    const { order } = this.kernel;
    return {
      write: (part) => {
        if (filled + part.length > size) return -errno.ENOMEM;
        bytes.set(part, filled);
        const end = filled + part.length;
        if (end >= headerSize && !vfio.identifies(headerIsValid(bytes, this.ports, order))) return -errno.EFAULT;
        filled = end;
        return part.length;
      },
      load: () => {
        if (!vfio.isComplete(filled, size)) return -errno.EINVAL;
        return vfio.isValid(loadPorts(this.uarts, bytes, order)) ? 0 : -errno.EINVAL;
      },
    };
  }
}
