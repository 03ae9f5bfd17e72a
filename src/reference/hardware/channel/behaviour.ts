import { conditionCodeOf } from './condition-codes';
import { dasdBehaviour } from './devices/dasd/behaviour';
import { deviceTraits, normalEnd } from './devices/device';
import * as functions from './functions';
import { type InterruptionQueue, interruptionWord } from './interruption-queue';
import * as loading from './loading';
import { countStart } from './measurement';
import * as area from './program/data-area';
import * as length from './program/length';
import * as move from './program/move-data';
import { fetchedEarly, mayPrefetch, type PrefetchPolicy } from './program/prefetched';
import type { ChannelProgram } from './program/program';
import * as running from './program/run';
import * as access from './program/storage-access';
import * as control from './program/take-control';
import { generalCharacteristics, responseCode } from './service-call';
import * as startFunction from './start-function';
import * as status from './status';
import type { Subchannel } from './subchannel';
import { type ChannelSubsystem, reportPathReset, resetSchib } from './subsystem';
import * as suspension from './suspension';
import * as validity from './validity';

/** Small behaviours of the channel subsystem that rules are about. Each is one place; a fault replaces one of them. */
export const channelBehaviour = {
  /** CCWs fetched ahead where the ORB permits it. */
  prefetch: { kind: 'never' } as PrefetchPolicy,
  // operands of instructions
  sidChecks: validity.sidChecks,
  orbChecks: validity.orbChecks,
  schibChecks: validity.schibChecks,
  extensionIsValid: validity.extensionIsValid,
  pathInvalid: validity.pathInvalid,
  monitorReserved: validity.monitorReserved,
  monitorBlockUnaligned: validity.monitorBlockUnaligned,
  limitInvalid: validity.limitInvalid,
  requestLengthInvalid: validity.requestLengthInvalid,
  // instructions
  conditionCode: conditionCodeOf,
  storedSchib: functions.storedSchib,
  pendingFor: functions.pendingFor,
  generalCharacteristics,
  /** The response code for a service that there is not. */
  unknownService: responseCode.notInstalled as number,
  interruptionWord,
  /** A CPU has taken the interruption, or TPI has. The status stays. */
  interruptionTaken: (_queue: InterruptionQueue, _subchannel: Subchannel): void => {},
  // functions
  startEffects: functions.startEffects,
  haltEffects: functions.haltEffects,
  performHalt: functions.performHalt,
  haltedDeviceStatus: normalEnd,
  clearEffects: functions.clearEffects,
  performClear: functions.performClear,
  cancel: functions.cancel,
  modify: functions.modify,
  countStart,
  resetSchib,
  reportPathReset,
  // status
  endingControl: status.endingControl,
  presentEnd: status.presentEnd,
  presentNotOperational: status.presentNotOperational,
  presentUnsolicited: status.presentUnsolicited,
  storeSense: status.storeSense,
  clearTested: status.clearTested,
  withdrawsTested: true,
  // the start function
  selectPath: startFunction.selectPath,
  waitsFor: startFunction.waitsFor,
  acceptFirst: startFunction.acceptFirst,
  /** The deferred condition code where the device refuses the first command. */
  refusalCode: (_deviceStatus: number): 0 | 1 => 0,
  pciTakesControl: startFunction.pciTakesControl,
  suspends: running.suspends,
  refetchesSuspended: true,
  suspend: suspension.suspend,
  resume: suspension.resume,
  pciOfSuspended: suspension.pciOfSuspended,
  suppressesSuspended: suspension.suppressesSuspended,
  // initial program loading
  loadControls: 0x0000ff00,
  loadIgnoresPci: true,
  impliedRead: control.impliedRead,
  /** The program of IPL leaves neither status nor interruption behind. */
  loadEnded: (_css: ChannelSubsystem, subchannel: Subchannel): void => resetSchib(subchannel),
  loadSucceeded: loading.loadSucceeded,
  loadedPsw: loading.loadedPsw,
  storeLoadIdentification: loading.storeLoadIdentification,
  // CCWs
  readFormat0: control.readFormat0,
  readFormat1: control.readFormat1,
  isTransferInChannel: control.isTransferInChannel,
  mayPrefetch,
  fetchedEarly,
  isCcwAligned: control.isCcwAligned,
  notAddressable: control.thisCcw,
  isAddressable: access.isAddressable,
  ccwChecks: control.ccwChecks,
  transferChecks: control.transferChecks,
  invalidCcw: control.thisCcw,
  invalidTransfer: control.thisCcw,
  transferToTransfer: control.thisCcw,
  loopGuard: control.loopGuard,
  // data
  keyAllows: access.keyAllows,
  /** For CCWs and the lists that they designate. */
  ccwKeyAllows: access.keyAllows,
  recordFetch: access.recordFetch,
  recordStore: access.recordStore,
  withinLimit: access.withinLimit,
  dataAddressIsValid: move.dataAddressIsValid,
  skips: move.skips,
  idawBlock: area.idawBlock,
  idawLength: area.idawLength,
  idawListAligned: area.idawListAligned,
  idawIsValid: area.idawIsValid,
  /** The data end inside an IDAW; the list goes on at an address, which is not looked at. */
  lastIdawUsed: (_program: ChannelProgram, _list: number): void => {},
  continuesBlock: area.continuesBlock,
  midawChecks: area.midawChecks,
  midawSkips: area.midawSkips,
  chainsData: running.chainsData,
  // the end of an operation
  lengthIsWrong: length.lengthIsWrong,
  immediateLengthIsWrong: length.immediateLengthIsWrong,
  chainsCommands: length.chainsCommands,
  followingCcw: length.followingCcw,
  asksForRetry: length.asksForRetry,
  // devices
  deviceTraits,
  dasd: dasdBehaviour,
};

export type ChannelBehaviour = typeof channelBehaviour;
