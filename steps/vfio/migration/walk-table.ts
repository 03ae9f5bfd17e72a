import type { DataTable } from '@cucumber/cucumber';
import type { Difference } from '../../../src/contract/judgement';
import { errnoName } from '../../../src/uapi/errno';
import { resultText } from './device-state';
import { parseState, parseWalk, shortName, stateName, walkText } from './states';
import type { Requested } from './transition-trial';

export type Cells = ReadonlyMap<string, string>;

export const pairText = (from: number, to: number): string => `from ${stateName(from)} to ${stateName(to)}`;
const key = (from: number, to: number): string => `${from} ${to}`;

/** A table whose rows are the current states and whose columns are the requested ones. */
export function cellsOf(table: DataTable): Cells {
  const [head = [], ...rows] = table.raw();
  const columns = head.slice(1).map(parseState);
  return new Map(
    rows.flatMap(([name = '', ...cells]) =>
      cells.map((cell, index) => [key(parseState(name), columns[index]!), cell] as const),
    ),
  );
}

export function cellOf(cells: Cells, from: number, to: number): string {
  const cell = cells.get(key(from, to));
  if (cell === undefined) throw new Error(`the table says nothing about a request ${pairText(from, to)}`);
  return cell;
}

/** What a cell says: `-` is already there, a name of an error number is refused, anything else a walk. */
export interface Expected {
  readonly errno: string;
  readonly after: number;
  readonly walk: string;
}

export function expectedOf(cell: string, from: number): Expected {
  if (cell === '-') return { errno: 'success', after: from, walk: '' };
  if (/^E[A-Z]+$/.test(cell)) return { errno: cell, after: from, walk: '' };
  const walk = parseWalk(cell);
  if (walk[0] !== from) throw new Error(`the walk ${cell} does not begin in ${shortName(from)}`);
  return { errno: 'success', after: walk.at(-1)!, walk: walkText(walk) };
}

/** Where a request ended otherwise. */
export function differencesOf(expected: Expected, { answer, after, seen }: Requested): Difference[] {
  const state = after.errno === 0 ? stateName(after.state) : `GET fails with ${errnoName(after.errno)}`;
  const compared: readonly (readonly [where: string, expected: string, seen: string])[] = [
    ['result of SET', expected.errno, resultText(answer)],
    ['state afterwards', stateName(expected.after), state],
    ...(seen === undefined ? [] : [['arcs at the driver', expected.walk, seen] as const]),
  ];
  return compared
    .filter(([, wanted, was]) => wanted !== was)
    .map(([where, wanted, was]) => ({ where, expected: wanted, seen: was }));
}
