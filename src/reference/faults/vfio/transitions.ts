import { errno } from '../../../uapi/errno';
import { vfioDeviceIoctls as calls } from '../../../uapi/vfio/device';
import type { Migration } from '../../kernel/vfio/migration/migration';
import type { Session } from '../../kernel/vfio/migration/session';
import * as state from '../../kernel/vfio/migration/states';
import { EngineDevice } from '../../kernel/vfio/pci/device';
import type { Fault } from '../fault';
import { deviceCall, instead, vfio } from './change';

const { supportsState } = state;

/** Replaces the next state where the change names one. */
const next = (change: (capabilities: number, current: number, target: number) => number | undefined): Fault['apply'] =>
  vfio((right) => ({
    nextState: (capabilities, current, target, warns) => {
      const sound = right.nextState(capabilities, current, target, warns);
      if (!supportsState(capabilities, current) || !supportsState(capabilities, target)) return sound;
      return change(capabilities, current, target) ?? sound;
    },
  }));

/** Something happens when an arc has failed. */
const onFailure = (happens: (migration: Migration, from: number, to: number) => void): Fault['apply'] =>
  vfio((right) => ({
    *takeArc(migration, to) {
      const from = migration.state;
      const result = yield* right.takeArc(migration, to);
      if (typeof result === 'number') happens(migration, from, to);
      return result;
    },
  }));

/** The session of a device that ended last. */
const ended = new WeakMap<Migration, Session>();

/** Walks through the states: MIG-57 to MIG-82. */
export const transitionFaults: readonly Fault[] = [
  {
    name: 'walk-in-one-arc',
    describes: 'Every state is reached in one arc.',
    breaks: [
      'MIG-57',
      'MIG-58',
      'MIG-60',
      'MIG-61',
      'MIG-62',
      'MIG-64',
      'MIG-67',
      'MIG-68',
      'MIG-69',
      'MIG-71',
      'MIG-73',
      'MIG-75',
    ],
    apply: next((_capabilities, current, target) => {
      const refused = current === state.stopCopy && state.isSaving(target) && target !== state.stopCopy;
      return refused ? undefined : target;
    }),
  },
  {
    name: 'pre-copy-through-running-only',
    describes: 'PRE_COPY_P2P goes to RUNNING through PRE_COPY.',
    breaks: ['MIG-72', 'MIG-69'],
    apply: next((_capabilities, current, target) =>
      current === state.preCopyP2p && target === state.running ? state.preCopy : undefined,
    ),
  },
  {
    name: 'stop-copy-goes-back-to-pre-copy',
    describes: 'STOP_COPY can be left for the pre-copy states.',
    breaks: ['MIG-64', 'MIG-65', 'MIG-69', 'MIG-74'],
    apply: next((_capabilities, current, target) =>
      current === state.stopCopy && state.isSaving(target) && target !== state.stopCopy ? state.stop : undefined,
    ),
  },
  {
    name: 'cancelled-pre-copy-through-stop-copy',
    describes: 'Pre-copy is left for STOP through STOP_COPY.',
    breaks: ['MIG-67', 'MIG-69', 'MIG-71', 'MIG-76'],
    apply: next((capabilities, current, target) => {
      if (target !== state.stop) return undefined;
      if (current === state.preCopyP2p) return state.stopCopy;
      if (current !== state.preCopy) return undefined;
      return supportsState(capabilities, state.preCopyP2p) ? state.preCopyP2p : state.stopCopy;
    }),
  },
  {
    name: 'stop-only-through-p2p-by-hand',
    describes: 'A device with P2P refuses to go from RUNNING to STOP.',
    breaks: ['MIG-60', 'MIG-61', 'MIG-69', 'MIG-77'],
    apply: next((capabilities, current, target) =>
      current === state.running && target === state.stop && supportsState(capabilities, state.runningP2p)
        ? -errno.EINVAL
        : undefined,
    ),
  },
  {
    name: 'pre-copy-to-stop-copy-begins-anew',
    describes: 'From pre-copy to STOP_COPY a second session begins.',
    breaks: ['MIG-66', 'MIG-70', 'MIG-94', 'MIG-104'],
    apply: vfio((right) => ({
      sessionEffect: (from, to) => {
        const effect = right.sessionEffect(from, to);
        return effect === 'stop copy' ? 'begin saving' : effect;
      },
    })),
  },
  {
    name: 'failed-arc-leaves-elsewhere',
    describes: 'After an arc failed the device is in a state that is not on the way.',
    breaks: ['MIG-78', 'MIG-79'],
    apply: onFailure((migration, from, to) => {
      if (from !== state.resuming) migration.state = to === state.stop ? state.resuming : state.stop;
    }),
  },
  {
    name: 'failed-arc-is-taken',
    describes: 'After an arc failed the device is in the state behind it.',
    breaks: ['MIG-79'],
    apply: onFailure((migration, _from, to) => {
      migration.state = to;
    }),
  },
  {
    name: 'failed-walk-revives-session',
    describes: 'When an arc fails, a session that the walk had ended goes on.',
    breaks: ['MIG-80'],
    apply: vfio((right) => ({
      *takeArc(migration, to) {
        const { session } = migration;
        const result = yield* right.takeArc(migration, to);
        if (session?.over === true) ended.set(migration, session);
        const last = ended.get(migration);
        if (typeof result !== 'number' || last === undefined) return result;
        last.over = false;
        migration.session = last;
        return result;
      },
    })),
  },
  {
    name: 'error-is-left-by-set',
    describes: 'SET leads out of ERROR.',
    breaks: ['MIG-81', 'MIG-82'],
    apply: vfio((right) => ({
      nextState: (capabilities, current, target, warns) =>
        current === state.error ? state.running : right.nextState(capabilities, current, target, warns),
    })),
  },
  {
    name: 'error-answers-busy',
    describes: 'In ERROR every SET fails with EBUSY, and the kernel log says nothing.',
    breaks: ['MIG-82'],
    apply: vfio((right) => ({
      nextState: (capabilities, current, target, warns) =>
        current === state.error ? -errno.EBUSY : right.nextState(capabilities, current, target, warns),
    })),
  },
  {
    name: 'reset-leaves-error',
    describes: 'A device in ERROR stays there when it is reset.',
    breaks: ['MIG-83', 'MIG-84'],
    apply: vfio((right) => ({
      resetMigration: (migration) => {
        if (migration.state !== state.error) right.resetMigration(migration);
      },
    })),
  },
  {
    name: 'reset-keeps-state',
    describes: 'A reset ends the session and leaves the state, but for ERROR.',
    breaks: ['MIG-84'],
    apply: vfio((right) => ({
      resetMigration: (migration) => {
        const { state: before } = migration;
        right.resetMigration(migration);
        if (before !== state.error) migration.state = before;
      },
    })),
  },
  {
    name: 'reset-keeps-session',
    describes: 'A data file goes on after a reset.',
    breaks: ['MIG-85', 'MIG-86'],
    apply: vfio((right) => ({
      resetMigration: (migration) => {
        const { session } = migration;
        right.resetMigration(migration);
        if (session !== undefined) session.over = false;
      },
    })),
  },
  {
    name: 'function-reset-forgets-migration',
    describes: 'Function-level reset through configuration space does not touch the migration.',
    breaks: ['MIG-87'],
    apply: vfio(() => ({ functionLevelReset: () => {} })),
  },
  {
    name: 'bus-reset-forgets-migration',
    describes: 'The reset of the bus does not touch the migration.',
    breaks: ['MIG-88'],
    apply: vfio(() => ({ busReset: () => {} })),
  },
  {
    name: 'reset-without-method-succeeds',
    describes: 'VFIO_DEVICE_RESET succeeds on a device that cannot be reset.',
    breaks: ['MIG-89'],
    apply: deviceCall(calls.VFIO_DEVICE_RESET, instead(errno.EINVAL, 0)),
  },
  {
    name: 'reset-during-set-is-lost',
    describes: 'A reset that comes while a SET is under way is forgotten.',
    breaks: ['MIG-90'],
    apply: vfio((right) => ({
      resetMigration: (migration) => {
        if (migration.resetPending) migration.resetPending = false;
        else right.resetMigration(migration);
      },
    })),
  },
  {
    name: 'reset-spoils-next-session',
    describes: 'After a reset the next arc fails.',
    breaks: ['MIG-91'],
    apply: vfio((right) => ({
      resetMigration: (migration) => {
        right.resetMigration(migration);
        migration.failure = { fatal: false };
      },
    })),
  },
  {
    name: 'cancelled-save-spoils-device',
    describes: 'A device that leaves STOP_COPY for STOP has lost its memory.',
    breaks: ['MIG-126'],
    apply: vfio((right) => ({
      *takeArc(migration, to) {
        const from = migration.state;
        const result = yield* right.takeArc(migration, to);
        const { device } = migration;
        if (from === state.stopCopy && device instanceof EngineDevice) device.memory.fill(0);
        return result;
      },
    })),
  },
];
