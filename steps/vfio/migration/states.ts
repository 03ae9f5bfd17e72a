import { vfioDeviceMigState } from '../../../src/uapi/vfio/feature';

/** The short names that tables of walks use, by state number. */
const short = ['E', 'S', 'R', 'SC', 'RES', 'RP', 'PC', 'PCP'] as const;

const prefix = 'VFIO_DEVICE_STATE_';
const full: readonly string[] = Object.entries(vfioDeviceMigState)
  .sort(([, a], [, b]) => a - b)
  .map(([name]) => name.slice(prefix.length));

export const resuming: number = vfioDeviceMigState.VFIO_DEVICE_STATE_RESUMING;

/** Longest first, so that a name is not taken for the one it begins with. */
export const stateNames: readonly string[] = [...full].sort((a, b) => b.length - a.length);

/** @throws Error when it is neither the name nor the short name of a state */
export function parseState(text: string): number {
  const name = text.trim();
  const number = Math.max(full.indexOf(name), (short as readonly string[]).indexOf(name));
  if (number < 0) throw new Error(`"${name}" is no state of a migration: ${full.join(', ')} or ${short.join(', ')}`);
  return number;
}

/** `RUNNING > RUNNING_P2P > STOP`, or in short names `R>RP>S`. */
export const parseWalk = (text: string): readonly number[] => text.split('>').map(parseState);

export const stateName = (state: number): string => full[state] ?? `state ${state}`;
export const shortName = (state: number): string => short[state] ?? `state ${state}`;
export const walkText = (walk: readonly number[]): string => walk.map(shortName).join('>');
