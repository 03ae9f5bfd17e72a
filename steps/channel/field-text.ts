import type { Difference } from '../../src/contract/judgement';
import { hex } from '../expectation';
import { fitsForm } from '../host/field-expectation';
import type { TckWorld } from '../world';
import type { ChannelField } from './fields';

/** `16`, `0x10`, `none`, or names of flags joined by ` + `. */
export function parseFieldValue(field: ChannelField, text: string): bigint {
  if (text === 'none' && field.flags !== undefined) return 0n;
  return text.split(' + ').reduce((sum, part) => sum + BigInt(termOf(field, part.trim())), 0n);
}

function termOf({ flags }: ChannelField, text: string): bigint | number {
  if (/^(?:0x[0-9A-Fa-f]+|\d+)$/.test(text)) return BigInt(text);
  const flag = flags?.[text];
  if (flag !== undefined) return flag;
  throw new Error(
    `"${text}" is no value: write a number${flags === undefined ? '' : ` or ${Object.keys(flags).join(', ')}`}`,
  );
}

export function fieldText(field: ChannelField, value: bigint): string {
  const { flags } = field;
  if (flags === undefined) return hex(value);
  const names = Object.entries(flags).filter(([, bit]) => (value & BigInt(bit)) !== 0n);
  return names.length === 0 ? 'none' : names.map(([name]) => name).join(' + ');
}

/** A field against a value, `one of a, b`, `with a, b`, `without a, b`, `other than a`, `at least n`, `at most n`. */
export function compareField(
  world: TckWorld,
  name: string,
  field: ChannelField,
  text: string,
  seen: bigint,
): Difference | undefined {
  const parse = (one: string): bigint => parseFieldValue(field, one);
  const shown = fieldText(field, seen);
  const fits = fitsForm(text, seen, parse);
  if (fits === undefined) return world.compare(name, fieldText(field, parse(text)), shown);
  return world.compare(name, text, fits ? text : shown);
}
