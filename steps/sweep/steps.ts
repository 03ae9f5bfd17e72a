import type { DataTable } from '@cucumber/cucumber';
import { When } from '../vocabulary';
import type { TckWorld } from '../world';
import { type AccessLength, accessDifferences, tryAccess } from './access';
import { accessDimensions, combinations } from './dimensions';
import { rememberSweep, type TriedRow } from './verdict';

When(
  'every combination of these is tried with a {int}-byte access:',
  async function (this: TckWorld, length: AccessLength, table: DataTable) {
    const all = combinations(table.raw(), accessDimensions);
    for (const address of new Set(all.map((combination) => combination.address!))) this.names(BigInt(address), length);
    const rows: TriedRow[] = [];
    for (const combination of all) {
      const row = rows.length;
      const seen = await tryAccess(this, combination, row, length);
      const store = combination.access === 'store';
      rows.push({ combination, differences: (expected) => accessDifferences(expected, seen, store, row, length) });
    }
    rememberSweep(
      this,
      table.raw().map(([dimension]) => dimension!),
      rows,
    );
  },
);
