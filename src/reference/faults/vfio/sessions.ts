import { errno } from '../../../uapi/errno';
import { accessModes } from '../../../uapi/open-flags';
import type { Migration } from '../../kernel/vfio/migration/migration';
import type { SavingStream, Session } from '../../kernel/vfio/migration/session';
import * as state from '../../kernel/vfio/migration/states';
import type { Fault } from '../fault';
import { vfio } from './change';

/** The arc gives no data file. */
const withoutFile = (kind: string): Fault['apply'] =>
  vfio((right) => ({
    *takeArc(migration, to) {
      const result = yield* right.takeArc(migration, to);
      return typeof result === 'object' && result.kind === kind ? undefined : result;
    },
  }));

const effect = (
  change: (from: number, to: number, right: state.SessionEffect) => state.SessionEffect,
): Fault['apply'] =>
  vfio((right) => ({ sessionEffect: (from, to) => change(from, to, right.sessionEffect(from, to)) }));

/** The last saving stream and the last session of a device. */
const streams = new WeakMap<Migration, SavingStream>();
const sessions = new WeakMap<Migration, Session>();

/** Data files and the sessions they belong to: MIG-92 to MIG-97, MIG-117 to MIG-127. */
export const sessionFaults: readonly Fault[] = [
  {
    name: 'saving-without-file',
    describes: 'Saving begins without a data file.',
    breaks: ['MIG-92'],
    apply: withoutFile('saving'),
  },
  {
    name: 'resuming-without-file',
    describes: 'Resuming begins without a data file.',
    breaks: ['MIG-93'],
    apply: withoutFile('resuming'),
  },
  {
    name: 'pre-copy-p2p-begins-anew',
    describes: 'Between the two pre-copy states a second session begins.',
    breaks: ['MIG-94', 'MIG-70'],
    apply: effect((_from, _to, right) => (right === 'keep' ? 'begin saving' : right)),
  },
  {
    name: 'data-files-read-and-write',
    describes: 'Data files are open for both directions.',
    breaks: ['MIG-95', 'MIG-96'],
    apply: vfio(() => ({ dataFileFlags: () => accessModes.O_RDWR })),
  },
  {
    name: 'data-files-have-position',
    describes: 'Data files can be read and written at an offset.',
    breaks: ['MIG-97'],
    apply: vfio(() => ({ dataFileIsStream: undefined })),
  },
  {
    name: 'stop-copy-ends-with-its-file',
    describes: 'Closing the data file in STOP_COPY brings the device to STOP.',
    breaks: ['MIG-117'],
    apply: vfio((right) => ({
      dataFileClosed: (migration) => {
        right.dataFileClosed(migration);
        if (migration.state === state.stopCopy) migration.state = state.stop;
      },
    })),
  },
  {
    name: 'new-session-goes-on-with-old-stream',
    describes: 'A second saving session goes on where the first one was left.',
    breaks: ['MIG-118', 'MIG-125'],
    apply: vfio((right) => ({
      *takeArc(migration, to) {
        const result = yield* right.takeArc(migration, to);
        const { session } = migration;
        if (typeof result !== 'object' || session?.direction !== 'saving') return result;
        const old = streams.get(migration);
        if (old === undefined) streams.set(migration, session.stream);
        else Object.assign(session, { stream: old });
        return result;
      },
    })),
  },
  {
    name: 'left-session-goes-on',
    describes: 'A data file can be read after STOP_COPY was left for STOP.',
    breaks: ['MIG-119'],
    apply: effect((from, to, right) => (from === state.stopCopy && to === state.stop ? 'none' : right)),
  },
  {
    name: 'old-file-blocks-new-session',
    describes: 'No session begins while an old data file is open.',
    breaks: ['MIG-120', 'MIG-121'],
    apply: vfio((right) => ({
      *takeArc(migration, to) {
        const begins = right.sessionEffect(migration.state, to).startsWith('begin');
        if (begins && migration.openFiles > 0) return -errno.EBUSY;
        return yield* right.takeArc(migration, to);
      },
    })),
  },
  {
    name: 'new-session-revives-old-file',
    describes: 'When a session begins, the data file of the last one lives again.',
    breaks: ['MIG-121'],
    apply: vfio((right) => ({
      *takeArc(migration, to) {
        const result = yield* right.takeArc(migration, to);
        if (typeof result !== 'object' || migration.session === undefined) return result;
        const old = sessions.get(migration);
        if (old !== undefined) old.over = false;
        sessions.set(migration, migration.session);
        return result;
      },
    })),
  },
  {
    name: 'closing-a-duplicate-ends-session',
    describes: 'The session ends when one of two descriptors of its data file is closed.',
    breaks: ['MIG-122'],
    apply: vfio(() => ({
      dataFileFlushed: (migration) => {
        if (migration.session !== undefined) migration.session.over = true;
      },
    })),
  },
  {
    name: 'data-files-unknown-call-invalid',
    describes: 'A data file gives EINVAL for an ioctl that it does not know.',
    breaks: ['MIG-123'],
    apply: vfio((right) => ({
      unknownCall: (kind) => (kind === 'device' ? right.unknownCall(kind) : -errno.EINVAL),
    })),
  },
  {
    name: 'cancelled-pre-copy-keeps-session',
    describes: 'The session goes on after PRE_COPY was left for RUNNING.',
    breaks: ['MIG-127'],
    apply: effect((from, to, right) => (from === state.preCopy && to === state.running ? 'none' : right)),
  },
];
