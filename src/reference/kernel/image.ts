import type { Structure } from '../../codec/structure';
import type { ByteOrder } from './words';

/** Where a field of a structure of the host lies. */
export interface Place {
  readonly offset: number;
  /** Bytes. */
  readonly length: number;
}

/** @throws RangeError when the structure has no such field */
export function place(structure: Structure, name: string): Place {
  const field = structure.byName.get(name);
  if (field === undefined) throw new RangeError(`${structure.name} has no field "${name}"`);
  return { offset: field.first / 8, length: (field.last - field.first + 1) / 8 };
}

/** The places of all fields of a structure, for code that looks at a structure often. */
export function places<Name extends string>(structure: Structure, ...names: readonly Name[]): Record<Name, Place> {
  return Object.fromEntries(names.map((name) => [name, place(structure, name)])) as Record<Name, Place>;
}

/** Bytes that hold structures in the byte order of the host. Numbers are unsigned unless the name says otherwise. */
export class Image {
  readonly view: DataView;
  readonly #little: boolean;

  constructor(
    readonly bytes: Uint8Array,
    readonly order: ByteOrder,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#little = order === 'little';
  }

  static of(size: number, order: ByteOrder): Image {
    return new Image(new Uint8Array(size), order);
  }

  /** A field of up to 4 bytes. */
  number({ offset, length }: Place, from = 0): number {
    if (length === 4) return this.view.getUint32(offset + from, this.#little);
    return length === 2 ? this.view.getUint16(offset + from, this.#little) : this.view.getUint8(offset + from);
  }

  /** A signed field of 4 bytes. */
  signed({ offset }: Place, from = 0): number {
    return this.view.getInt32(offset + from, this.#little);
  }

  /** A field of 8 bytes. */
  long({ offset }: Place, from = 0): bigint {
    return this.view.getBigUint64(offset + from, this.#little);
  }

  put({ offset, length }: Place, value: number | bigint, from = 0): this {
    const at = offset + from;
    if (length === 8) this.view.setBigUint64(at, BigInt.asUintN(64, BigInt(value)), this.#little);
    else if (length === 4) this.view.setUint32(at, Number(value), this.#little);
    else if (length === 2) this.view.setUint16(at, Number(value), this.#little);
    else this.view.setUint8(at, Number(value));
    return this;
  }
}
