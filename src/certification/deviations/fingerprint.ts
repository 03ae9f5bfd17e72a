import { createHash } from 'node:crypto';
import type { Evidence, SeenDifference } from '../../contract/documents/report';

const shown = 3;
const longest = 80;
const longestRow = 160;

const shortDigest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);

/** Whole where it is short, its beginning and a digest where it is not. */
function bounded(text: string, most = longest): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length <= most ? line : `${line.slice(0, most - 16)}… (${shortDigest(line)})`;
}

const seenOf = ({ where, seen }: SeenDifference): string => `${bounded(where)}: ${bounded(seen)}`;

/** One line that says how an example failed, the same for the same failure: what a deviation records. */
export function fingerprintOf({ step, message, differences, sweep }: Evidence): string {
  const seen =
    sweep === undefined
      ? differences.map(seenOf)
      : sweep.failed.flatMap(({ row, differences }) =>
          differences.map((difference) => `[${bounded(row, longestRow)}] ${seenOf(difference)}`),
        );
  const rest = [...seen.slice(shown), ...(sweep?.digest === undefined ? [] : [sweep.digest])];
  const parts = [
    ...(sweep === undefined ? [] : [`${sweep.failedCount} of ${sweep.declared} rows`]),
    ...(seen.length === 0 ? [bounded(message)] : seen.slice(0, shown)),
    ...(rest.length === 0 ? [] : [`and more (${shortDigest(rest.join('\n'))})`]),
  ];
  return `${step === undefined ? '' : `${bounded(step.text)} => `}${parts.join('; ')}`;
}
