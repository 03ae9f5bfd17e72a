import { errno } from '../../../../uapi/errno';
import { isOperation, type Step } from '../../operation';
import { activityOfBits, errorValue, isValid, ndma, resuming, running, saving } from './bits';
import type { MigrationV1 } from './migration-v1';

/** One step of a change of device_state. */
export interface ChangeStep {
  readonly name: string;
  readonly due: (from: number, to: number) => boolean;
  /** The bits after the step. */
  readonly bits: (bits: number, to: number) => number;
  /** @returns 0, or a negated error number: the device ends in the ERROR value */
  readonly act: (migration: MigrationV1, to: number) => number;
}

const sets = (bit: number) => (from: number, to: number) => (from & bit) === 0 && (to & bit) !== 0;
const clears = (bit: number) => (from: number, to: number) => (from & bit) !== 0 && (to & bit) === 0;
const nothing = () => 0;
const savesStopped = (bits: number): boolean => (bits & (saving | running)) === saving;
const savesRunning = (bits: number): boolean => (bits & (saving | running)) === (saving | running);

/** The order in which bits that change together take effect. Source: documentation RFC of November 2021, priority list. */
export const changeSteps: readonly ChangeStep[] = [
  { name: 'NDMA set', due: sets(ndma), bits: (bits) => bits | ndma, act: nothing },
  { name: 'RUNNING clear', due: clears(running), bits: (bits) => bits & ~running, act: nothing },
  {
    name: 'SAVING',
    due: (from, to) => savesStopped(to) && !savesStopped(from),
    bits: (bits) => bits | saving,
    act: (migration) => migration.stopCopy(),
  },
  {
    name: 'SAVING clear',
    due: clears(saving),
    bits: (bits) => bits & ~saving,
    act: (migration) => migration.endSession(),
  },
  {
    name: 'RESUMING set',
    due: sets(resuming),
    bits: (bits) => bits | resuming,
    act: (migration) => migration.restore(),
  },
  {
    name: 'RESUMING clear',
    due: clears(resuming),
    bits: (bits) => bits & ~resuming,
    act: (migration) => migration.load(),
  },
  { name: 'RUNNING set', due: sets(running), bits: (bits, to) => bits | running | (to & ndma), act: nothing },
  {
    name: 'SAVING and RUNNING',
    due: (from, to) => savesRunning(to) && !savesRunning(from),
    bits: (bits) => bits | saving,
    act: (migration) => migration.preCopy(),
  },
  { name: 'NDMA clear', due: clears(ndma), bits: (bits) => bits & ~ndma, act: nothing },
];

/** Whether a value may be written: known bits, a valid combination, and the device is not in error. */
export function acceptsBits(migration: MigrationV1, value: number): boolean {
  const known = running | saving | resuming | (migration.protocol.ndma ? ndma : 0);
  return (value & ~known) === 0 && isValid(value) && migration.bits !== errorValue;
}

/** Writes device_state: done when the call returns, or not at all, or the device shows the ERROR value. */
export function* changeBits(migration: MigrationV1, to: number): Generator<Step, number, undefined> {
  const { vfio } = migration.kernel.configuration.model;
  if (!vfio.acceptsBits(migration, to)) return -errno.EINVAL;
  const from = migration.bits;
  const { failure } = migration;
  if (failure !== undefined) {
    delete migration.failure;
    if (failure.fatal) migration.fail();
    return -errno.EIO;
  }
  for (const step of vfio.changeSteps) {
    if (!step.due(from, to)) continue;
    const bits = step.bits(migration.bits, to);
    migration.log.add('write', 'migration', 0, Uint8Array.of(migration.bits, bits));
    const entered = migration.device.enter(activityOfBits(bits));
    if (isOperation(entered)) yield* entered;
    const result = step.act(migration, to);
    if (result !== 0) {
      migration.fail();
      return result;
    }
    migration.bits = bits;
    yield undefined;
  }
  return 0;
}
