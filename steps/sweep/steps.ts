import { createHash } from 'node:crypto';
import type { DataTable } from '@cucumber/cucumber';
import { ExpectationNotMet } from '../../src/contract/judgement';
import { Then, When } from '../vocabulary';
import type { TckWorld } from '../world';
import { type AccessLength, accessDifferences, type Tried, tryAccess } from './access';
import { accessDimensions, type Combination, combinations, decided, textOf } from './dimensions';

interface Row {
  readonly combination: Combination;
  readonly tried: Tried;
}

const tried = new WeakMap<
  TckWorld,
  { readonly length: AccessLength; readonly named: readonly string[]; readonly rows: readonly Row[] }
>();
const shownFailures = 20;

/** Stands for all failing rows where not all are shown. */
function digestOf(failed: readonly object[]): string {
  return createHash('sha256').update(JSON.stringify(failed)).digest('hex').slice(0, 16);
}

When(
  'every combination of these is tried with a {int}-byte access:',
  async function (this: TckWorld, length: AccessLength, table: DataTable) {
    const all = combinations(table.raw(), accessDimensions);
    for (const address of new Set(all.map((combination) => combination.address!))) this.names(BigInt(address), length);
    const rows: Row[] = [];
    for (const combination of all)
      rows.push({ combination, tried: await tryAccess(this, combination, rows.length, length) });
    tried.set(this, { length, named: table.raw().map(([dimension]) => dimension!), rows });
  },
);

/** Checks every row; never stops at the first that differs. */
Then(
  'the {int} combinations end as the first matching line says:',
  function (this: TckWorld, declared: number, table: DataTable) {
    const sweep = tried.get(this);
    if (sweep === undefined) throw new Error('nothing was tried before this step');
    const lines = table.hashes();
    const failed = sweep.rows.flatMap(({ combination, tried: seen }, row) => {
      const expected = decided(lines, 'ends with', combination);
      const differences = accessDifferences(expected, seen, combination.access === 'store', row, sweep.length);
      return differences.length === 0 ? [] : [{ row: textOf(combination, sweep.named), differences }];
    });
    this.expectations += sweep.rows.length;
    this.sweep = {
      declared,
      checked: sweep.rows.length,
      failedCount: failed.length,
      failed: failed.slice(0, shownFailures),
      ...(failed.length <= shownFailures ? {} : { digest: digestOf(failed) }),
    };
    if (sweep.rows.length !== declared)
      throw new Error(`the feature declares ${declared} combinations, its table makes ${sweep.rows.length}`);
    if (failed.length === 0) return;
    const [first] = failed;
    throw new ExpectationNotMet(
      `${failed.length} of ${declared} combinations end otherwise; the first: ${first!.row}`,
      first!.differences,
    );
  },
);
