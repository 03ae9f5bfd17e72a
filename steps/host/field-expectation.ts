import { textOf } from '../../src/codec/host-field';
import type { Meaning } from '../../src/codec/host-structure';
import type { Difference } from '../../src/contract/judgement';
import type { TckWorld } from '../world';
import type { HostProgram } from './host-program';
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

const parseList = (program: HostProgram, text: string): bigint[] =>
  text.split(', ').map((one) => parseValue(program, one));

/** A field against `7`, `at least 9`, `at most 4`, `one of 1, 3`, `other than 0`, `with FLAG, FLAG`, `without FLAG`. */
export function expectField(
  world: TckWorld,
  field: string,
  text: string,
  seen: bigint,
  meaning: Meaning | undefined,
): Difference | undefined {
  const form = forms.find(({ starts }) => text.startsWith(starts));
  if (form === undefined)
    return world.compare(field, textOf(parseValue(world.host, text), meaning), textOf(seen, meaning));
  const fits = form.fits(seen, parseList(world.host, text.slice(form.starts.length)));
  return world.compare(field, text, fits ? text : textOf(seen, meaning));
}
