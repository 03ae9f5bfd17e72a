import type { Kernel } from '../kernel';
import type { Result } from '../operation';
import type { AccessLog } from './access-log';
import type { Capability } from './argument';
import type { DmaLog } from './dma-log';
import type { IommuGroup } from './group';
import type { Interrupts } from './interrupts';
import type { Migration } from './migration/migration';
import type { Region } from './region';
import type { Stimulus } from './stimuli';
import type { MigrationV1 } from './v1/migration-v1';

/** One index of VFIO_DEVICE_GET_IRQ_INFO. */
export interface IrqIndex {
  readonly count: number;
  /** VFIO_IRQ_INFO_*. */
  readonly flags: number;
}

export type DeviceCall = (device: VfioDevice, address: bigint) => Result;

/** A device as its VFIO driver presents it. */
export interface VfioDevice {
  readonly kernel: Kernel;
  /** As VFIO_GROUP_GET_DEVICE_FD wants it. */
  readonly name: string;
  readonly group: IommuGroup;
  /** A mediated device has no IOMMU: its driver does the DMA, and nothing is pinned for it. */
  readonly emulated: boolean;
  /** Bytes of vfio_device_info that are answered. */
  readonly infoSize: 16 | 24;
  /** VFIO_DEVICE_FLAGS_*. */
  readonly flags: number;
  readonly capabilities: readonly Capability[];
  readonly regions: readonly Region[];
  /** An index that does not exist is undefined. */
  readonly irqs: readonly (IrqIndex | undefined)[];
  readonly interrupts: Interrupts;
  /** Which table of the model handles VFIO_DEVICE_SET_IRQS. */
  readonly irqActions: 'pciIrqActions' | 'mttyIrqActions';
  readonly migration?: Migration;
  /** The region protocol of 2020 instead. */
  readonly migrationV1?: MigrationV1;
  readonly logging?: DmaLog;
  readonly log: AccessLog;
  /** Files that have the device open. */
  users: number;
  /** What only this device can be made to do. */
  readonly stimuli?: ReadonlyMap<string, Stimulus>;
  /** The device has a reason to interrupt. */
  raise(vector: number): void;
  /** 0 or a negated error number. */
  reset(): number;
  /** Its part in the reset of a bus; only PCI functions have it. */
  hotReset?(): void;
  /** The first file was opened, or the last one closed. */
  opened(): void;
  closed(): void;
}
