import { errno } from '../../../../uapi/errno';
import type { OpenFile } from '../../open-file';
import { isOperation, type Step } from '../../operation';
import type { Migration } from './migration';
import { ResumingFile } from './resuming-file';
import { SavingFile } from './saving-file';
import { error, preCopy, preCopyP2p } from './states';

/** A data file where the arc gives one; a negated error number where it fails. */
export type ArcResult = OpenFile | number | undefined;

/** A failure that was asked for on the device face. */
function demandedFailure(migration: Migration, from: number, to: number): number {
  const { failure } = migration;
  if (failure === undefined) return 0;
  if (failure.arc !== undefined && (failure.arc[0] !== from || failure.arc[1] !== to)) return 0;
  delete migration.failure;
  if (failure.fatal) {
    migration.endSession();
    migration.device.halt();
    migration.state = error;
  }
  return -errno.EIO;
}

/** What an arc does to the session; the device has its new activity already. */
function changeSession(migration: Migration, from: number, to: number): ArcResult {
  const { vfio } = migration.kernel.configuration.model;
  const { device, session } = migration;
  switch (vfio.sessionEffect(from, to)) {
    case 'begin saving': {
      const stream = device.save(to === preCopy || to === preCopyP2p);
      const begun = { direction: 'saving', stream, over: false } as const;
      migration.session = begun;
      return new SavingFile(migration, begun);
    }
    case 'begin resuming': {
      const begun = { direction: 'resuming', stream: device.restore(), over: false } as const;
      migration.session = begun;
      return new ResumingFile(migration, begun);
    }
    case 'stop copy':
      if (session?.direction === 'saving') session.stream.stopCopy();
      return undefined;
    case 'load': {
      const result = session?.direction === 'resuming' ? session.stream.load() : -errno.EINVAL;
      if (result !== 0) return result;
      migration.endSession();
      return undefined;
    }
    case 'end':
      migration.endSession();
      return undefined;
    case 'keep':
    case 'none':
      return undefined;
  }
}

/** Takes one arc; the state is the new one when it succeeds. */
export function* takeArc(migration: Migration, to: number): Generator<Step, ArcResult, undefined> {
  const { device, log, state: from } = migration;
  const { vfio } = migration.kernel.configuration.model;
  log.add('write', 'migration', 0, Uint8Array.of(from, to));
  const failed = demandedFailure(migration, from, to);
  if (failed !== 0) return failed;
  const activity = vfio.activityOf(to);
  if (activity !== vfio.activityOf(from)) {
    const entered = device.enter(activity);
    const result = isOperation(entered) ? yield* entered : entered;
    if (result !== 0) return Number(result);
  }
  const result = changeSession(migration, from, to);
  if (typeof result !== 'number') migration.state = to;
  return result;
}

/** Takes the arcs to a state, one pause point between each two. */
export function* walk(migration: Migration, target: number): Generator<Step, ArcResult, undefined> {
  const { kernel, capabilities } = migration;
  const { vfio } = kernel.configuration.model;
  let file: ArcResult;
  while (migration.state !== target) {
    const next = vfio.nextState(capabilities, migration.state, target, () =>
      kernel.say('warning', 'WARNING: CPU: 0 at drivers/vfio/vfio_main.c vfio_mig_get_next_state'),
    );
    if (next < 0) return next;
    file = yield* vfio.takeArc(migration, next);
    if (typeof file === 'number') return file;
    if (migration.state !== target) yield undefined;
  }
  return file;
}
