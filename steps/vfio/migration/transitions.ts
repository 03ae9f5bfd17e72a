import type { DataTable } from '@cucumber/cucumber';
import { demand } from '../../expectation';
import { sweepOutcome } from '../../sweep/outcome';
import { Then, When } from '../../vocabulary';
import type { TckWorld } from '../../world';
import { parseWalk, shortName, walkText } from './states';
import { type Requested, TransitionTrial } from './transition-trial';
import { cellOf, cellsOf, differencesOf, expectedOf, pairText } from './walk-table';

export type Watcher = 'the program' | 'an observer at its driver';

const trials = new WeakMap<TckWorld, readonly Requested[]>();

export const isObserved = (watcher: Watcher): boolean => watcher !== 'the program';

/** The requests of the scenario so far. */
export function requestsOf(world: TckWorld): readonly Requested[] {
  const found = trials.get(world);
  if (found === undefined) throw new Error('no request was made before this step');
  return found;
}

export const rememberRequests = (world: TckWorld, requests: readonly Requested[]): void =>
  void trials.set(world, requests);

When(
  '{string} is asked for each of {states} in each of {states}, seen by {watcher}',
  async function (this: TckWorld, id: string, targets: readonly number[], states: readonly number[], watcher: Watcher) {
    await this.host.ready();
    const trial = new TransitionTrial(this, id, isObserved(watcher));
    await trial.prepare();
    const requests: Requested[] = [];
    for (const from of states) for (const to of targets) requests.push(await trial.pair(from, to));
    rememberRequests(this, requests);
  },
);

Then('the {int} requests go as this table says:', function (this: TckWorld, declared: number, table: DataTable) {
  const cells = cellsOf(table);
  sweepOutcome(this, {
    declared,
    what: 'requests',
    rows: requestsOf(this).map((request) => ({
      row: pairText(request.from, request.to),
      trace: request.trace,
      differences: differencesOf(expectedOf(cellOf(cells, request.from, request.to), request.from), request),
    })),
  });
});

const fileText = (dataFd: number): string => (dataFd >= 0 ? 'file' : dataFd === -1 ? '-' : `data_fd ${dataFd}`);

/** Cells are `file` where the request gives a data file, `-` where `data_fd` is −1. */
Then('the {int} requests give these data files:', function (this: TckWorld, declared: number, table: DataTable) {
  const cells = cellsOf(table);
  sweepOutcome(this, {
    declared,
    what: 'requests',
    rows: requestsOf(this).map(({ from, to, answer, trace }) => {
      const [expected, seen] = [cellOf(cells, from, to), fileText(answer.dataFd)];
      const differences = expected === seen ? [] : [{ where: 'data file', expected, seen }];
      return { row: pairText(from, to), differences, trace };
    }),
  });
});

/** The walks that an observer has seen, each as its states. */
function walksSeen(world: TckWorld): (readonly number[])[] {
  return requestsOf(world).flatMap(({ seen = '' }) => seen.split('; ').filter(Boolean).map(parseWalk));
}

const sorted = (texts: Iterable<string>): string => [...new Set(texts)].sort().join(', ');

/** Neither more nor fewer. */
Then('the driver was asked for these arcs and no others:', function (this: TckWorld, table: DataTable) {
  const arcs = walksSeen(this).flatMap((walk) => walk.slice(1).map((to, index) => walkText([walk[index]!, to])));
  const expected = table
    .raw()
    .flat()
    .map((cell) => walkText(parseWalk(cell)));
  demand('the driver was asked for other arcs', [this.compare('arcs', sorted(expected), sorted(arcs))]);
});

Then('the walks pass through {states} and no other state', function (this: TckWorld, states: readonly number[]) {
  const inside = walksSeen(this).flatMap((walk) => walk.slice(1, -1).map(shortName));
  demand('the walks pass through other states', [
    this.compare('states inside of walks', sorted(states.map(shortName)), sorted(inside)),
  ]);
});
