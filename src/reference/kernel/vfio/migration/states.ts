import { errno } from '../../../../uapi/errno';
import { vfioDeviceMigState, vfioMigrationFlags } from '../../../../uapi/vfio/feature';

export const {
  VFIO_DEVICE_STATE_ERROR: error,
  VFIO_DEVICE_STATE_STOP: stop,
  VFIO_DEVICE_STATE_RUNNING: running,
  VFIO_DEVICE_STATE_STOP_COPY: stopCopy,
  VFIO_DEVICE_STATE_RESUMING: resuming,
  VFIO_DEVICE_STATE_RUNNING_P2P: runningP2p,
  VFIO_DEVICE_STATE_PRE_COPY: preCopy,
  VFIO_DEVICE_STATE_PRE_COPY_P2P: preCopyP2p,
} = vfioDeviceMigState;

const { VFIO_MIGRATION_STOP_COPY: base, VFIO_MIGRATION_P2P: p2p, VFIO_MIGRATION_PRE_COPY: pre } = vfioMigrationFlags;

/** The capabilities a state needs, by its number; ERROR needs more than there are. */
export const stateNeeds: readonly number[] = [~0, base, base, base, base, base | p2p, base | pre, base | p2p | pre];

export const supportsState = (capabilities: number, state: number): boolean =>
  state < stateNeeds.length && (stateNeeds[state]! & ~capabilities) === 0;

const names: Readonly<Record<string, number>> = {
  E: error,
  S: stop,
  R: running,
  SC: stopCopy,
  RES: resuming,
  RP: runningP2p,
  PC: preCopy,
  PCP: preCopyP2p,
};

/**
 * The next state on the way from a state (row) to another (column) when all states exist; E where there is no way.
 * Source: Linux 6.12 drivers/vfio/vfio_main.c vfio_mig_get_next_state.
 */
const hops: Readonly<Record<string, string>> = {
  //      S   R  SC RES RP  PC PCP
  to: '   S   R  SC RES RP  PC PCP',
  S: '    S  RP  SC RES RP  RP  RP',
  R: '   RP   R  RP  RP RP  PC  RP',
  SC: '   S   S  SC   S  S   E   E',
  RES: '  S   S   S RES  S   S   S',
  RP: '   S   R   S   S RP   R PCP',
  PC: '   R   R PCP   R  R  PC PCP',
  PCP: ' RP  RP  SC  RP RP  PC PCP',
};

const wordsOf = (line: string): string[] => line.trim().split(/\s+/);

const table: readonly (readonly number[])[] = (() => {
  const columns = wordsOf(hops['to']!);
  const rows = Array.from({ length: 8 }, () => new Array<number>(8).fill(error));
  for (const [from, line] of Object.entries(hops))
    if (from !== 'to')
      wordsOf(line).forEach((hop, index) => {
        rows[names[from]!]![names[columns[index]!]!] = names[hop]!;
      });
  return rows;
})();

/** The next state when every state exists. */
export const nextHop = (current: number, target: number): number => table[current]![target]!;

/**
 * The next state on the way, through states that the capabilities give.
 * @returns a negated error number where there is no way; `warns` is called where Linux logs a WARN
 */
export function nextState(capabilities: number, current: number, target: number, warns: () => void): number {
  if (!supportsState(capabilities, current)) {
    warns();
    return -errno.EINVAL;
  }
  if (!supportsState(capabilities, target)) return -errno.EINVAL;
  let next = nextHop(current, target);
  while (next !== error && !supportsState(capabilities, next)) next = nextHop(next, target);
  return next === error ? -errno.EINVAL : next;
}

const savingGroup: ReadonlySet<number> = new Set([preCopy, preCopyP2p, stopCopy]);
export const isSaving = (state: number): boolean => savingGroup.has(state);

/** What an arc does to the data stream. */
export type SessionEffect = 'none' | 'begin saving' | 'keep' | 'stop copy' | 'end' | 'begin resuming' | 'load';

export function sessionEffect(from: number, to: number): SessionEffect {
  if (from === resuming) return 'load';
  if (isSaving(from)) return !isSaving(to) ? 'end' : to === stopCopy ? 'stop copy' : 'keep';
  if (isSaving(to)) return 'begin saving';
  return to === resuming ? 'begin resuming' : 'none';
}

/** How much of a device goes on: all; all but DMA that it starts itself; nothing. */
export type Activity = 'active' | 'quiesced' | 'stopped';

const activities: readonly Activity[] = [
  'stopped',
  'stopped',
  'active',
  'stopped',
  'stopped',
  'quiesced',
  'active',
  'quiesced',
];

export const activityOf = (state: number): Activity => activities[state]!;
