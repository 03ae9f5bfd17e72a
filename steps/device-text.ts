import type { Access, Answer, Entry } from '../src/contract/entries';
import { hex, hexBytes } from './expectation';

const shownAccesses = 8;

const accessText = ({ direction, region, offset, bytes }: Access): string =>
  `${direction} ${region}${offset === 0n ? '' : ` + ${hex(offset)}`} ${hexBytes(bytes)}`;

function seenText(accesses: readonly Access[]): string {
  if (accesses.length === 0) return 'nothing';
  const rest = accesses.length - shownAccesses;
  const shown = accesses.slice(0, shownAccesses).map(accessText).join(', ');
  return rest > 0 ? `${shown} and ${rest} more` : shown;
}

/** What a device was made to do, or what has reached it, in one line. */
export function deviceText(
  entry: Extract<Entry, { verb: 'stimulate' | 'observe' }>,
  answer: Answer | undefined,
  outcome: string,
): string {
  if (entry.verb === 'observe')
    return `observe "${entry.device}" → ${answer?.kind === 'accesses' ? seenText(answer.accesses) : outcome}`;
  const bytes = entry.bytes === undefined ? '' : ` ${hexBytes(entry.bytes)}`;
  return `stimulate "${entry.device}" ${entry.what}${bytes} → ${outcome}`;
}
