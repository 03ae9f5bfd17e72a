import { createHash } from 'node:crypto';
import { type Difference, ExpectationNotMet } from '../../src/contract/judgement';
import type { Exchange, TckWorld } from '../world';

/** One row that was checked; without differences it is as the feature says. */
export interface CheckedRow {
  readonly row: string;
  readonly differences: readonly Difference[];
  /** What crossed the contract for this row alone: of the first row that differs it becomes the evidence. */
  readonly trace?: readonly Exchange[];
}

const shownFailures = 20;

/** Stands for all failing rows where not all are shown. */
function digestOf(failed: readonly object[]): string {
  return createHash('sha256').update(JSON.stringify(failed)).digest('hex').slice(0, 16);
}

/**
 * Records all rows as checked, whatever they show.
 * @param what the rows, in the plural
 * @throws ExpectationNotMet when a row differs; Error when the table makes other than the declared number of rows
 */
export function sweepOutcome(
  world: TckWorld,
  { declared, what, rows }: { readonly declared: number; readonly what: string; readonly rows: readonly CheckedRow[] },
): void {
  const failed = rows
    .filter(({ differences }) => differences.length > 0)
    .map(({ row, differences }) => ({ row, differences: differences.map((difference) => ({ ...difference })) }));
  world.expectations += rows.length;
  world.sweep = {
    declared,
    checked: rows.length,
    failedCount: failed.length,
    failed: failed.slice(0, shownFailures),
    ...(failed.length <= shownFailures ? {} : { digest: digestOf(failed) }),
  };
  if (rows.length !== declared)
    throw new Error(`the feature declares ${declared} ${what}, its table makes ${rows.length}`);
  const [first] = failed;
  if (first === undefined) return;
  const trace = rows.find(({ differences }) => differences.length > 0)?.trace;
  if (trace !== undefined) world.exchanges.splice(1, world.exchanges.length, ...trace);
  throw new ExpectationNotMet(
    `${failed.length} of ${declared} ${what} end otherwise; the first: ${first.row}`,
    first.differences,
  );
}
