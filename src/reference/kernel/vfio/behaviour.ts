import { errno } from '../../../uapi/errno';
import { capabilityChain } from './argument';
import { unboundFile } from './cdev';
import { containerCalls } from './container';
import type { VfioDevice } from './device';
import { deviceCalls } from './device-calls';
import { beyondRegion, regionShift } from './device-file';
import { dirtyBitmapChecks, oneDirtyFlag } from './dirty-pages';
import type { DmaLog } from './dma-log';
import * as logging from './dma-log-calls';
import { featureSteps } from './feature';
import { features } from './features';
import { groupCalls } from './group';
import { irqSetChecks } from './irq-set';
import { takeArc, walk } from './migration/arc';
import { answerSet, dataFileFlags } from './migration/device-state';
import { type Migration, openMigration, resetMigration } from './migration/migration';
import { writeResumed } from './migration/resuming-file';
import { endOfSaved, pollSaved, precopyInfo, readSaved } from './migration/saving-file';
import type { SavingStream } from './migration/session';
import { type Activity, activityOf, nextState, sessionEffect } from './migration/states';
import { setBits } from './page-bitmap';
import type { EngineDevice } from './pci/device';
import { drain } from './pci/engine';
import { intxChecks, mttyIrqActions, pciIrqActions, signalsVector, wireBlock } from './pci-irq-actions';
import { type1Calls } from './type1-calls';
import { acceptsBits, changeBits, changeSteps } from './v1/change';
import { resetV1 } from './v1/migration-v1';
import { registerAt, v1Registers } from './v1/region';

/** Small behaviours of VFIO that rules are about. Each is one place; a fault replaces one of them. */
export const vfioBehaviour = {
  // ioctls by number, for each kind of file
  containerCalls,
  type1Calls,
  groupCalls,
  deviceCalls,
  unknownCall: (_kind: string): number => -errno.ENOTTY,
  capabilityChain,
  regionShift,
  beyondRegion,
  // VFIO_DEVICE_FEATURE
  featureSteps,
  features,
  // VFIO_DEVICE_SET_IRQS
  irqSetChecks,
  pciIrqActions,
  mttyIrqActions,
  intxChecks,
  wireBlock,
  signalsVector,
  /** A signalled INTX is masked until it is unmasked. */
  intxIsAutomasked: true,
  // migration
  nextState,
  sessionEffect,
  activityOf,
  walk,
  takeArc,
  answerSet,
  dataFileFlags,
  setsAreSerial: true,
  resetMigration,
  openMigration,
  // data files
  readSaved,
  endOfSaved,
  pollSaved,
  precopyInfo,
  initialBytes: ({ initialBytes }: SavingStream): number => initialBytes,
  dirtyBytes: ({ dirtyBytes }: SavingStream): number => dirtyBytes,
  writeResumed,
  dataFileIsStream: true as true | undefined,
  /** A descriptor of a data file is closed; the last one is. */
  dataFileFlushed: (_migration: Migration): void => {},
  dataFileClosed: (migration: Migration): void => {
    migration.openFiles -= 1;
  },
  /** Whether a stream begins as one of this device does, is as long, and holds a state that the device can have. */
  identifies: (valid: boolean): boolean => valid,
  isComplete: (length: number, needed: number): boolean => length === needed,
  isValid: (valid: boolean): boolean => valid,
  // devices
  /** Whether an access to a BAR has an effect, and whether there is an answer to it; the same of configuration space. */
  acceptsAccesses: (activity: Activity, _device: VfioDevice): boolean => activity !== 'stopped',
  answersAccesses: (_activity: Activity, _device: VfioDevice): boolean => true,
  answersConfig: (_activity: Activity): boolean => true,
  mayDma: (activity: Activity): boolean => activity === 'active',
  drain,
  functionLevelReset: (device: EngineDevice): void => device.resetFunction(),
  busReset: (device: EngineDevice): void => device.resetFunction(),
  unboundFile,
  recordDma: (log: DmaLog, iova: bigint, length: number): void => log.record(iova, length),
  mayInterrupt: (activity: Activity): boolean => activity !== 'stopped',
  // the region protocol of 2020
  acceptsBits,
  changeBits,
  changeSteps,
  resetV1,
  openV1: resetV1,
  v1Registers,
  v1RegisterAt: registerAt,
  // DMA logging and dirty pages
  rangeCount: logging.rangeCount,
  loggedRangeChecks: logging.loggedRangeChecks,
  startsLogging: logging.startsLogging,
  choosePageSize: logging.choosePageSize,
  answeredPageSize: logging.answeredPageSize,
  reportChecks: logging.reportChecks,
  reportedBits: logging.reportedBits,
  forgetsReported: logging.forgetsReported,
  setBits,
  oneDirtyFlag,
  dirtyBitmapChecks,
};

export type VfioBehaviour = typeof vfioBehaviour;
