import { errno } from '../../../../uapi/errno';
import { vfioDeviceFlags } from '../../../../uapi/vfio/device';
import { vfioPciIrqIndexes as irqIndexes, vfioIrqInfoFlags } from '../../../../uapi/vfio/interrupts';
import type { Kernel } from '../../kernel';
import type { Result } from '../../operation';
import { AccessLog } from '../access-log';
import type { Capability } from '../argument';
import type { IrqIndex, VfioDevice } from '../device';
import { DmaLog } from '../dma-log';
import type { IommuGroup } from '../group';
import { Interrupts } from '../interrupts';
import { type MigratingDevice, Migration } from '../migration/migration';
import type { ResumingStream, SavingStream } from '../migration/session';
import type { Activity } from '../migration/states';
import type { Region } from '../region';
import type { Stimulus } from '../stimuli';
import { MigrationV1 } from '../v1/migration-v1';
import type { V1Protocol } from '../v1/protocol';
import { migrationRegion } from '../v1/region';
import { configFields, type FunctionShape, functionReset } from './config-fields';
import { ConfigSpace, command, header } from './config-space';
import { Engine } from './engine';
import { pciRegions } from './regions';
import { saveDevice } from './saving';
import { type DeviceShape, pageSize, StreamReader, streamSize } from './stream';
import { zdevCapabilities } from './zdev';

const { VFIO_IRQ_INFO_EVENTFD: eventfd, VFIO_IRQ_INFO_NORESIZE: noResize } = vfioIrqInfoFlags;
const intxFlags = eventfd | vfioIrqInfoFlags.VFIO_IRQ_INFO_MASKABLE | vfioIrqInfoFlags.VFIO_IRQ_INFO_AUTOMASKED;

export interface EngineDeviceShape extends FunctionShape {
  /** VFIO_MIGRATION_*, or 0 for a device that does not migrate. */
  readonly migration: number;
  /** The region protocol of 2020 instead. */
  readonly protocolV1?: V1Protocol;
  readonly dmaLogging: boolean;
}

/** A PCI function behind an IOMMU, with a DMA engine (see `registers`) and memory of its own. */
export class EngineDevice implements VfioDevice, MigratingDevice {
  readonly emulated = false;
  readonly infoSize = 24;
  readonly flags: number;
  readonly capabilities: readonly Capability[];
  readonly regions: readonly Region[];
  readonly irqs: readonly (IrqIndex | undefined)[];
  readonly irqActions = 'pciIrqActions';
  readonly interrupts: Interrupts;
  readonly log = new AccessLog();
  readonly migration?: Migration;
  readonly migrationV1?: MigrationV1;
  readonly logging?: DmaLog;
  readonly config: ConfigSpace;
  readonly engine: Engine;
  readonly memory: Uint8Array;
  /** Pages of the memory that were written since they were last saved. */
  readonly dirty = new Set<number>();
  readonly stimuli: ReadonlyMap<string, Stimulus>;
  users = 0;
  /** DMA that was asked for on the device face while the device could do none. */
  #waiting: { iova: bigint; bytes: Uint8Array }[] = [];

  constructor(
    readonly kernel: Kernel,
    readonly name: string,
    readonly group: IommuGroup,
    readonly shape: EngineDeviceShape,
    readonly number: number,
  ) {
    const { migration, protocolV1, dmaLogging, memory, resets } = shape;
    this.flags = vfioDeviceFlags.VFIO_DEVICE_FLAGS_PCI | (resets ? vfioDeviceFlags.VFIO_DEVICE_FLAGS_RESET : 0);
    this.capabilities = zdevCapabilities(number);
    this.memory = new Uint8Array(memory);
    this.config = new ConfigSpace(shape.express ? 4096 : 256, configFields(shape), () => this.#configured());
    this.interrupts = new Interrupts(
      kernel,
      () => (this.#command & command.intxDisable) !== 0,
      () => kernel.configuration.model.vfio.mayInterrupt(this.engine.activity),
    );
    this.engine = new Engine(kernel, {
      read: (iova, length) => (this.#mayMaster ? this.group.container?.iommu?.dmaRead(iova, length) : undefined),
      write: (iova, bytes) => this.dmaWrite(iova, bytes),
      interrupt: (vector) => this.raise(vector),
      lower: () => this.interrupts.lower(),
    });
    if (migration !== 0) this.migration = new Migration(kernel, migration, this, this.log);
    if (protocolV1 !== undefined) this.migrationV1 = new MigrationV1(kernel, protocolV1, this, this.log);
    if (dmaLogging) this.logging = new DmaLog();
    this.irqs = irqsOf(shape);
    const v1 = this.migrationV1;
    this.regions = v1 === undefined ? pciRegions(this) : [...pciRegions(this), migrationRegion(v1)];
    this.stimuli = new Map([['dma-write', (_, bytes) => this.#demandedWrite(bytes)]]);
  }

  get #command(): number {
    return this.config.get(header.command, 2);
  }

  get #mayMaster(): boolean {
    return (this.#command & command.busMaster) !== 0;
  }

  /** Whether the BARs answer. */
  get decodes(): boolean {
    return (this.#command & command.memory) !== 0;
  }

  /** After a write to configuration space: function-level reset, and an INTX line that may be let through again. */
  #configured(): void {
    const { offset, bit } = functionReset[this.shape.express ? 'express' : 'advancedFeatures'];
    if (this.config.get(offset, 1) & bit) {
      this.config.set(offset, 1, this.config.get(offset, 1) & ~bit);
      this.kernel.configuration.model.vfio.functionLevelReset(this);
    }
    if (this.interrupts.asserted && !this.interrupts.masked) this.interrupts.unmask();
  }

  /** @returns false where it may not, or the IOMMU blocks it */
  dmaWrite(iova: bigint, bytes: Uint8Array): boolean {
    if (!this.#mayMaster || this.group.container?.iommu?.dmaWrite(iova, bytes) !== true) return false;
    if (this.logging !== undefined) this.kernel.configuration.model.vfio.recordDma(this.logging, iova, bytes.length);
    return true;
  }

  /** `dma-write`: 8 bytes of IOVA, big-endian, and what to write there; it waits while the device may do no DMA. */
  #demandedWrite(bytes: Uint8Array): { readonly what: string } | undefined {
    if (bytes.length < 9) return { what: 'a dma-write without 8 bytes of IOVA and data' };
    const iova = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0);
    this.#waiting.push({ iova, bytes: bytes.slice(8) });
    this.#writeWaiting();
    return undefined;
  }

  #writeWaiting(): void {
    if (!this.kernel.configuration.model.vfio.mayDma(this.engine.activity)) return;
    for (const { iova, bytes } of this.#waiting.splice(0)) this.dmaWrite(iova, bytes);
  }

  raise(vector: number): void {
    if (this.kernel.configuration.model.vfio.mayInterrupt(this.engine.activity)) this.interrupts.raise(vector);
    else this.#missed.push(vector);
  }

  /** Reasons to interrupt that came while the device was stopped. */
  #missed: number[] = [];

  #speak(): void {
    for (const vector of this.#missed.splice(0)) this.raise(vector);
    this.interrupts.deliver();
  }

  reset(): number {
    if (!this.shape.resets) return -errno.EINVAL;
    this.resetFunction();
    return 0;
  }

  hotReset(): void {
    this.kernel.configuration.model.vfio.busReset(this);
  }

  /** Whatever asked for it: the function is as after power on, its interrupts stay wired. */
  resetFunction(): void {
    this.#resetHardware();
    this.migration?.reset();
    if (this.migrationV1 !== undefined) this.kernel.configuration.model.vfio.resetV1(this.migrationV1);
  }

  #resetHardware(): void {
    this.engine.reset();
    this.memory.fill(0);
    this.config.reset();
    this.interrupts.lower();
    this.#waiting = [];
    this.#missed = [];
  }

  opened(): void {
    const { vfio } = this.kernel.configuration.model;
    if (this.migration !== undefined) vfio.openMigration(this.migration);
    if (this.migrationV1 !== undefined) vfio.openV1(this.migrationV1);
  }

  closed(): void {
    this.interrupts.reset();
    this.logging?.stop();
    this.#resetHardware();
    this.migration?.endSession();
    this.migrationV1?.endSession();
  }

  enter(activity: Activity): Result {
    const result = this.engine.enter(activity);
    if (activity === 'active') this.#writeWaiting();
    if (activity !== 'stopped') this.#speak();
    return result;
  }

  halt(): void {
    this.engine.activity = 'stopped';
  }

  get streamShape(): DeviceShape {
    const { memory, migration, msi, msix } = this.shape;
    return { memory, capabilities: migration, vectors: Math.max(msi, msix) };
  }

  dataSize(): bigint {
    return BigInt(streamSize(this.memory.length, this.engine.work.length));
  }

  save(preCopy: boolean): SavingStream {
    const saved = {
      shape: this.streamShape,
      pages: this.memory.length / pageSize,
      page: (index: number) => this.memory.slice(index * pageSize, (index + 1) * pageSize),
      dirty: this.dirty,
      state: () => ({
        registers: this.engine.registers.bytes.slice(),
        work: this.engine.work,
        interrupts: { asserted: this.interrupts.asserted, missed: this.#missed },
      }),
    };
    return saveDevice(saved, this.kernel.order, preCopy);
  }

  restore(): ResumingStream {
    const { vfio } = this.kernel.configuration.model;
    const reader = new StreamReader(this.streamShape, this.kernel.order, vfio.identifies);
    return {
      write: (bytes) => reader.write(bytes),
      load: () => {
        if (!vfio.isComplete(reader.complete ? 1 : 0, 1) || !vfio.isValid(reader.sound)) return -errno.EINVAL;
        for (const [index, page] of reader.pages) this.memory.set(page, index * pageSize);
        if (reader.state !== undefined) {
          this.engine.load(reader.state);
          this.interrupts.asserted = reader.state.interrupts.asserted;
          this.#missed = [...reader.state.interrupts.missed];
        }
        return 0;
      },
    };
  }
}

function irqsOf({ intx, msi, msix, express }: FunctionShape): (IrqIndex | undefined)[] {
  const irqs: (IrqIndex | undefined)[] = new Array(irqIndexes.VFIO_PCI_NUM_IRQS).fill(undefined);
  irqs[irqIndexes.VFIO_PCI_INTX_IRQ_INDEX] = { count: intx ? 1 : 0, flags: intxFlags };
  irqs[irqIndexes.VFIO_PCI_MSI_IRQ_INDEX] = { count: msi, flags: eventfd | noResize };
  irqs[irqIndexes.VFIO_PCI_MSIX_IRQ_INDEX] = { count: msix, flags: eventfd | noResize };
  if (express) irqs[irqIndexes.VFIO_PCI_ERR_IRQ_INDEX] = { count: 1, flags: eventfd | noResize };
  irqs[irqIndexes.VFIO_PCI_REQ_IRQ_INDEX] = { count: 1, flags: eventfd | noResize };
  return irqs;
}
