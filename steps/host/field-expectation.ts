import { textOf } from '../../src/codec/host-field';
import type { Meaning } from '../../src/codec/host-structure';
import type { Difference } from '../../src/contract/judgement';
import type { TckWorld } from '../world';
import { parseValue } from './values';

interface Form {
  readonly starts: string;
  readonly fits: (seen: bigint, values: readonly bigint[]) => boolean;
}

/** What a table may say of a field where it does not state its value. */
const forms: readonly Form[] = [
  { starts: 'at least ', fits: (seen, [least = 0n]) => seen >= least },
  { starts: 'at most ', fits: (seen, [most = 0n]) => seen <= most },
  { starts: 'one of ', fits: (seen, values) => values.includes(seen) },
  { starts: 'other than ', fits: (seen, values) => !values.includes(seen) },
  { starts: 'with ', fits: (seen, values) => values.every((bits) => (seen & bits) === bits) },
  { starts: 'without ', fits: (seen, values) => values.every((bits) => (seen & bits) === 0n) },
];

/** Whether a value is as such a text says; undefined where the text is a value itself. */
export function fitsForm(text: string, seen: bigint, parse: (one: string) => bigint): boolean | undefined {
  const form = forms.find(({ starts }) => text.startsWith(starts));
  return form?.fits(seen, text.slice(form.starts.length).split(', ').map(parse));
}

/** A field against `7`, `at least 9`, `at most 4`, `one of 1, 3`, `other than 0`, `with FLAG, FLAG`, `without FLAG`. */
export function expectField(
  world: TckWorld,
  field: string,
  text: string,
  seen: bigint,
  meaning: Meaning | undefined,
): Difference | undefined {
  const parse = (one: string): bigint => parseValue(world.host, one);
  const fits = fitsForm(text, seen, parse);
  if (fits === undefined) return world.compare(field, textOf(parse(text), meaning), textOf(seen, meaning));
  return world.compare(field, text, fits ? text : textOf(seen, meaning));
}
