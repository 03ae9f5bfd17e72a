import type { Answer, Entry, FromEarlier } from './entries';

/** JSON form of an entry or an answer: bytes as hex digits, 64-bit numbers as `0x…` strings. */
export type Wire = Readonly<Record<string, unknown>>;

/** Something on the wire that stands for nothing. */
export class NotOnWire extends Error {
  override readonly name = 'NotOnWire';
}

function hexOf(value: unknown): string {
  const bytes = value as Uint8Array;
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}

const hexNumber = (value: unknown): string => `0x${BigInt.asUintN(64, value as bigint).toString(16)}`;

function addressToWire(address: unknown): unknown {
  if (typeof address === 'bigint') return hexNumber(address);
  const { plus } = address as FromEarlier;
  return plus === undefined ? address : { ...(address as FromEarlier), plus: hexNumber(plus) };
}

function bytesOf(value: unknown): Uint8Array {
  if (typeof value === 'string') {
    const bytes = Buffer.from(value, 'hex');
    if (bytes.length * 2 === value.length) return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  }
  throw new NotOnWire('bytes are pairs of hexadecimal digits');
}

const number = /^0x[0-9a-f]{1,16}$/;

function numberOf(value: unknown): bigint {
  if (typeof value !== 'string' || !number.test(value)) throw new NotOnWire('numbers of 64 bits are like 0x12ab');
  return BigInt(value);
}

const signedOf = (value: unknown): bigint => BigInt.asIntN(64, numberOf(value));

function addressOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return numberOf(value);
  const { plus } = value as Wire;
  return plus === undefined ? value : { ...value, plus: numberOf(plus) };
}

const listOf =
  (one: (value: unknown) => unknown) =>
  (value: unknown): unknown[] => {
    if (!Array.isArray(value)) throw new NotOnWire('a list is expected');
    return value.map(one);
  };

/** Fields that are something else in process than on the wire. */
type Fields = Readonly<Record<string, (value: unknown) => unknown>>;

const fields = (changed: Fields) => {
  const names = Object.keys(changed);
  return (value: unknown): Record<string, unknown> => {
    if (typeof value !== 'object' || value === null) throw new NotOnWire('an object is expected');
    const result: Record<string, unknown> = { ...value };
    for (const name of names) if (result[name] !== undefined) result[name] = changed[name]!(result[name]);
    return result;
  };
};

const entryFields = fields({
  address: addressOf,
  bytes: bytesOf,
  nanoseconds: numberOf,
  arguments: listOf(addressOf),
});
const answerFields = fields({
  bytes: bytesOf,
  psw: bytesOf,
  value: signedOf,
  accesses: listOf(fields({ offset: numberOf, bytes: bytesOf })),
});

const entryToFields = fields({
  address: addressToWire,
  bytes: hexOf,
  nanoseconds: hexNumber,
  arguments: listOf(addressToWire),
});
/** Whatever it is: an answer that crossed the contract in process has not been held against a schema. */
function wireOf(value: unknown): unknown {
  if (typeof value === 'bigint') return hexNumber(value);
  if (value instanceof Uint8Array) return hexOf(value);
  if (Array.isArray(value)) return value.map(wireOf);
  if (typeof value !== 'object' || value === null) return value;
  const wire: Record<string, unknown> = {};
  for (const name of Object.keys(value)) wire[name] = wireOf((value as Wire)[name]);
  return wire;
}

export const entryToWire: (entry: Entry) => Wire = entryToFields;
export const answerToWire = (answer: Answer): Wire => wireOf(answer) as Wire;

/** Of something that fits its schema (schemas/protocol). @throws NotOnWire */
export const entryFromWire = (wire: unknown): Entry => entryFields(wire) as unknown as Entry;
export const answerFromWire = (wire: unknown): Answer => answerFields(wire) as unknown as Answer;
