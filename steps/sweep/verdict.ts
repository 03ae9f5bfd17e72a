import type { DataTable } from '@cucumber/cucumber';
import type { Difference } from '../../src/contract/judgement';
import { Then } from '../vocabulary';
import type { TckWorld } from '../world';
import { type Combination, decided, textOf } from './dimensions';
import { sweepOutcome } from './outcome';

/** A combination that was tried. */
export interface TriedRow {
  readonly combination: Combination;
  /** Where it differs from what the decision table says. */
  readonly differences: (expected: string) => Difference[];
}

const tried = new WeakMap<TckWorld, { readonly named: readonly string[]; readonly rows: readonly TriedRow[] }>();

/** @param named the dimensions that the table of the sweep names, in its order */
export function rememberSweep(world: TckWorld, named: readonly string[], rows: readonly TriedRow[]): void {
  tried.set(world, { named, rows });
}

/** Checks every row; never stops at the first that differs. */
Then(
  'the {int} combinations end as the first matching line says:',
  function (this: TckWorld, declared: number, table: DataTable) {
    const sweep = tried.get(this);
    if (sweep === undefined) throw new Error('nothing was tried before this step');
    const lines = table.hashes();
    const rows = sweep.rows.map(({ combination, differences }) => ({
      row: textOf(combination, sweep.named),
      differences: differences(decided(lines, 'ends with', combination)),
    }));
    sweepOutcome(this, { declared, what: 'combinations', rows });
  },
);
