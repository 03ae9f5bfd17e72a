import { decodeField } from '../codec/codec';
import type { ByteOrder } from '../codec/host-structure';
import type { Structure } from '../codec/structure';

/** An element of an array of plain numbers. */
export interface Element {
  readonly name: string;
  /** Bytes. */
  readonly length: number;
  readonly signed: boolean;
}

/** How the argument of an ioctl goes on behind, or differs from, its structure: chosen by the value of a field in the bits of a mask. */
export type VariablePart =
  /** Another view of the same bytes: a union. */
  | { readonly kind: 'view'; readonly field: string; readonly views: ReadonlyMap<number, Structure> }
  /** One structure follows. */
  | {
      readonly kind: 'structure';
      readonly field: string;
      readonly mask: number;
      readonly structures: ReadonlyMap<number, Structure>;
    }
  /** An array follows; `count` names the field with the number of its elements. */
  | {
      readonly kind: 'elements';
      readonly field: string;
      readonly mask: number;
      readonly count: string;
      readonly elements: ReadonlyMap<number, Element | Structure>;
    }
  /** A chain of capabilities, each with its offset from the start of the argument. */
  | { readonly kind: 'capabilities'; readonly structures: ReadonlyMap<number, Structure> };

/** A piece of an argument and where it stands. */
export interface Piece {
  readonly offset: number;
  readonly of: Structure | Element;
}

/** What a count of a broken argument may still show. */
const mostElements = 4096;

const capabilityHeaderSize = 8;

function* capabilities(
  part: Extract<VariablePart, { kind: 'capabilities' }>,
  structure: Structure,
  image: Uint8Array,
  order: ByteOrder,
): Generator<Piece> {
  const view = new DataView(image.buffer, image.byteOffset, image.byteLength);
  let offset = Number(decodeField(structure, image, 'cap_offset', order));
  const seen = new Set<number>();
  while (offset >= structure.size && offset + capabilityHeaderSize <= image.length && !seen.has(offset)) {
    seen.add(offset);
    const of = part.structures.get(view.getUint16(offset, order === 'little'));
    if (of !== undefined) yield { offset, of };
    offset = view.getUint32(offset + 4, order === 'little');
  }
}

/** The pieces of an argument in order of offset; a piece may lie beyond the bytes that are there. */
export function piecesOf(
  structure: Structure,
  part: VariablePart | undefined,
  image: Uint8Array,
  order: ByteOrder,
): readonly Piece[] {
  const whole = { offset: 0, of: structure };
  if (part === undefined || image.length < structure.size) return [whole];
  const number = (field: string): number => Number(decodeField(structure, image, field, order));
  const masked = (field: string, mask: number): number => (number(field) & mask) >>> 0;
  switch (part.kind) {
    case 'view':
      return [{ offset: 0, of: part.views.get(number(part.field)) ?? structure }];
    case 'structure': {
      const of = part.structures.get(masked(part.field, part.mask));
      return of === undefined ? [whole] : [whole, { offset: structure.size, of }];
    }
    case 'elements': {
      const of = part.elements.get(masked(part.field, part.mask));
      if (of === undefined) return [whole];
      const length = 'size' in of ? of.size : of.length;
      const count = Math.min(number(part.count), mostElements);
      return [whole, ...Array.from({ length: count }, (_, index) => ({ offset: structure.size + index * length, of }))];
    }
    case 'capabilities':
      return [whole, ...capabilities(part, structure, image, order)];
  }
}
