import type { DataTable } from '@cucumber/cucumber';
import type { Difference } from '../../../src/contract/judgement';
import { vfioDeviceMigState } from '../../../src/uapi/vfio/feature';
import { demand } from '../../expectation';
import { type CheckedRow, sweepOutcome } from '../../sweep/outcome';
import { Then, When } from '../../vocabulary';
import type { TckWorld } from '../../world';
import { stateName } from './states';
import { type Requested, TransitionTrial } from './transition-trial';
import { isObserved, rememberRequests, requestsOf, type Watcher } from './transitions';
import { type Cells, cellOf, cellsOf, differencesOf, expectedOf } from './walk-table';

const sequences = new WeakMap<TckWorld, readonly (readonly Requested[])[]>();
const first: number = vfioDeviceMigState.VFIO_DEVICE_STATE_RUNNING;

/** All sequences of a length over the targets, the last place turning fastest. */
function* every(targets: readonly number[], length: number): Generator<readonly number[], void> {
  for (let number = 0; number < targets.length ** length; number += 1)
    yield Array.from(
      { length },
      (_, place) => targets[Math.floor(number / targets.length ** (length - 1 - place)) % targets.length]!,
    );
}

/** Each sequence begins with VFIO_DEVICE_RESET, in RUNNING. */
When(
  '{string} is asked for every sequence of {int} of {states}, seen by {watcher}',
  async function (this: TckWorld, id: string, length: number, targets: readonly number[], watcher: Watcher) {
    await this.host.ready();
    const trial = new TransitionTrial(this, id, isObserved(watcher));
    await trial.prepare();
    const made: Requested[][] = [];
    for (const sequence of every(targets, length)) {
      await trial.reset();
      const requests: Requested[] = [];
      for (const to of sequence) requests.push(await trial.request(requests.at(-1)?.after.state ?? first, to));
      made.push(requests);
    }
    sequences.set(this, made);
    rememberRequests(this, made.flat());
  },
);

/** A sequence, by its first request that goes otherwise. */
function checked(cells: Cells, requests: readonly Requested[]): CheckedRow {
  const row = [first, ...requests.map(({ to }) => to)].map(stateName).join(', ');
  let from = first;
  for (const [index, request] of requests.entries()) {
    const expected = expectedOf(cellOf(cells, from, request.to), from);
    const differences = differencesOf(expected, request);
    if (differences.length > 0) {
      const where = (difference: Difference): string => `request ${index + 1}, ${difference.where}`;
      const named = differences.map((difference) => ({ ...difference, where: where(difference) }));
      return { row, differences: named, trace: request.trace };
    }
    from = expected.after;
  }
  return { row, differences: [] };
}

Then(
  'each of the {int} sequences goes as this table says:',
  function (this: TckWorld, declared: number, table: DataTable) {
    const cells = cellsOf(table);
    sweepOutcome(this, {
      declared,
      what: 'sequences',
      rows: (sequences.get(this) ?? []).map((requests) => checked(cells, requests)),
    });
  },
);

/** Coverage: how often each pair of a current and a requested state came up, for the report too. */
Then(
  'each of the {int} pairs of states was tried at least {int} times',
  function (this: TckWorld, pairs: number, least: number) {
    const counts = new Map<string, number>();
    for (const { from, to } of requestsOf(this)) {
      const pair = `${stateName(from)} to ${stateName(to)}`;
      counts.set(pair, (counts.get(pair) ?? 0) + 1);
    }
    const fewest = Math.min(...counts.values());
    this.notes.push(
      `${requestsOf(this).length} requests in ${sequences.get(this)?.length ?? 0} sequences; ${counts.size} pairs of a current and a requested state, each tried ${fewest} times or more`,
    );
    demand('not every pair of states was tried as often', [
      this.compare('pairs of states', String(pairs), String(counts.size)),
      this.compare('fewest tries', `${least} or more`, fewest >= least ? `${least} or more` : String(fewest)),
    ]);
  },
);
