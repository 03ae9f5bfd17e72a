import { decodeField } from '../codec/codec';
import { readNumber, shortTextOf } from '../codec/host-field';
import type { ByteOrder } from '../codec/host-structure';
import type { Field, Structure } from '../codec/structure';
import type { Piece, VariablePart } from './variable-part';
import { piecesOf } from './variable-part';

interface Shown {
  readonly name: string;
  readonly text: string;
  /** Padding and elements of arrays are left out when they are zero. */
  readonly silent: boolean;
}

const hex = (image: Uint8Array): string => `0x${Buffer.from(image).toString('hex')}`;

const isSilent = ({ name }: Field, value: bigint): boolean =>
  value === 0n && (/(^|\.)_*(pad|padding|reserved)\d*$/.test(name) || name.includes('['));

function fieldText(structure: Structure, field: Field, image: Uint8Array, order: ByteOrder): Shown {
  const value = decodeField(structure, image, field.name, order);
  const text =
    field.host?.type === 'bytes'
      ? hex(image.subarray(field.first / 8, (field.last + 1) / 8))
      : shortTextOf(value, field.host?.meaning);
  return { name: field.name, text, silent: isSilent(field, value) };
}

/** The fields of a piece that lie in the image. */
function shownOf({ offset, of }: Piece, image: Uint8Array, order: ByteOrder): Shown[] {
  if ('length' in of) {
    if (offset + of.length > image.length) return [];
    const text = readNumber(image, offset, of.length, order, of.signed).toString();
    return [{ name: `${of.name}@${offset}`, text, silent: false }];
  }
  const present = of.fields.filter(({ last }) => offset + (last + 1) / 8 <= image.length);
  const whole = new Uint8Array(of.size);
  whole.set(image.subarray(offset, offset + of.size));
  return present.map((field) => fieldText(of, field, whole, order));
}

/** Consecutive elements of one array read as a list: `data=[3, 4]`. */
function joined(shown: readonly Shown[]): string[] {
  const texts: string[] = [];
  const lists = new Map<string, { at: number; elements: string[] }>();
  for (const { name, text, silent } of shown) {
    if (silent) continue;
    const [array, offset] = name.split('@', 2);
    if (offset === undefined) {
      texts.push(`${name}=${text}`);
      continue;
    }
    const list = lists.get(array ?? '') ?? { at: texts.push('') - 1, elements: [] };
    list.elements.push(text);
    lists.set(array ?? '', list);
    texts[list.at] = `${array}=[${list.elements.join(', ')}]`;
  }
  return texts;
}

const all = (structure: Structure, part: VariablePart | undefined, image: Uint8Array, order: ByteOrder): Shown[] =>
  piecesOf(structure, part, image, order).flatMap((piece) => shownOf(piece, image, order));

/** The fields of an argument by name, in braces; an argument that ends early shows what is there and `…`. */
export function describeArgument(
  structure: Structure,
  part: VariablePart | undefined,
  image: Uint8Array,
  order: ByteOrder,
): string {
  const texts = joined(all(structure, part, image, order));
  const pieces = piecesOf(structure, part, image, order);
  const end = Math.max(...pieces.map(({ offset, of }) => offset + ('length' in of ? of.length : of.size)));
  return `{${[...texts, ...(end > image.length ? ['…'] : [])].join(', ')}}`;
}

/** What a call changed in its argument, in braces; empty text where it changed nothing. */
export function describeChange(
  structure: Structure,
  part: VariablePart | undefined,
  before: Uint8Array,
  after: Uint8Array,
  order: ByteOrder,
): string {
  if (Buffer.compare(before, after) === 0) return '';
  const old = all(structure, part, before, order);
  const fresh = all(structure, part, after, order);
  const changed = fresh
    .filter((each, index) => old[index]?.name !== each.name || old[index]?.text !== each.text)
    .map((each) => ({ ...each, silent: false }));
  return `{${joined(changed).join(', ')}}`;
}
