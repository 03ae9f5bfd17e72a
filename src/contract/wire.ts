import type { Answer, Entry } from './entries';

/** JSON form of an entry or an answer: bytes as hex digits, 64-bit numbers as `0x…` strings. */
export type Wire = Readonly<Record<string, unknown>>;

const hexOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');

function wireOf(value: unknown): unknown {
  if (typeof value === 'bigint') return `0x${value.toString(16)}`;
  if (value instanceof Uint8Array) return hexOf(value);
  if (Array.isArray(value)) return value.map(wireOf);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, inner]) => inner !== undefined)
        .map(([name, inner]) => [name, wireOf(inner)]),
    );
  }
  return value;
}

export const entryToWire = (entry: Entry): Wire => wireOf(entry) as Wire;
export const answerToWire = (answer: Answer): Wire => wireOf(answer) as Wire;
