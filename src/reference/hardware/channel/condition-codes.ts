import { scswMask as scsw, scswPart } from '../../../architecture/scsw';
import type { Subchannel } from './subchannel';

/** What an instruction finds. Source: fact sheet of channel I/O, 4.3. */
export type State =
  | 'not provided'
  | 'no device'
  | 'disabled'
  | 'idle'
  | 'status pending'
  | 'intermediate'
  | 'start'
  | 'suspended'
  | 'halt or clear';

export type SubchannelInstruction = 'STSCH' | 'MSCH' | 'SSCH' | 'TSCH' | 'HSCH' | 'CSCH' | 'XSCH' | 'RSCH';
type Code = 0 | 1 | 2 | 3;
type Cell = Code | ((subchannel: Subchannel) => Code);

export function stateOf(subchannel: Subchannel | undefined): State {
  if (subchannel === undefined) return 'not provided';
  if (!subchannel.isValid) return 'no device';
  if (!subchannel.isEnabled) return 'disabled';
  const { status } = subchannel;
  const control = status & scswPart.status;
  if ((control & scsw.pending) !== 0)
    return control === (scsw.intermediate | scsw.pending) ? 'intermediate' : 'status pending';
  if ((status & (scsw.haltFunction | scsw.clearFunction)) !== 0) return 'halt or clear';
  if ((status & scsw.suspended) !== 0) return 'suspended';
  return (status & scsw.startFunction) !== 0 ? 'start' : 'idle';
}

/** A start that has not begun can be taken back. */
const unlessActive: Cell = (subchannel) =>
  subchannel.has(scsw.startPending | scsw.resumePending) && !subchannel.has(scsw.subchannelActive) ? 0 : 2;
const unlessResumePending: Cell = (subchannel) => (subchannel.has(scsw.resumePending) ? 2 : 0);

const states: readonly State[] = [
  'not provided',
  'no device',
  'disabled',
  'idle',
  'status pending',
  'intermediate',
  'start',
  'suspended',
  'halt or clear',
];

const row = (...cells: readonly Cell[]): Readonly<Record<State, Cell>> =>
  Object.fromEntries(states.map((state, index) => [state, cells[index]!])) as Record<State, Cell>;

/** Columns: the states in the order above. Source: fact sheet 4.3 (QEMU css_do_*, Hercules io.c and channel.c). */
export const conditionCodes: Readonly<Record<SubchannelInstruction, Readonly<Record<State, Cell>>>> = {
  STSCH: row(3, 0, 0, 0, 0, 0, 0, 0, 0),
  MSCH: row(3, 0, 0, 0, 1, 1, 2, 2, 2),
  SSCH: row(3, 3, 3, 0, 1, 1, 2, 2, 2),
  TSCH: row(3, 3, 3, 1, 0, 0, 1, 1, 1),
  HSCH: row(3, 3, 3, 0, 1, 0, 0, 0, 2),
  CSCH: row(3, 3, 3, 0, 0, 0, 0, 0, 0),
  XSCH: row(3, 3, 3, 2, 1, 1, unlessActive, 0, 2),
  RSCH: row(3, 3, 3, 2, 1, 1, 2, unlessResumePending, 2),
};

/** The condition code an instruction gives to a subchannel. */
export function conditionCodeOf(instruction: SubchannelInstruction, subchannel: Subchannel | undefined): Code {
  const cell = conditionCodes[instruction][stateOf(subchannel)];
  return typeof cell === 'number' ? cell : cell(subchannel!);
}
