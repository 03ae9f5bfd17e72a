import { AssertionError, expect } from 'chai';
import { type Difference, ExpectationNotMet } from '../src/contract/judgement';

export function hex(value: bigint | number, bytes = 0): string {
  return `0x${BigInt(value)
    .toString(16)
    .toUpperCase()
    .padStart(bytes * 2, '0')}`;
}

export function hexBytes(bytes: Uint8Array): string {
  return `X'${Buffer.from(bytes).toString('hex').toUpperCase()}'`;
}

/** The difference between two small values, if there is one. */
export function difference(
  where: string,
  expected: unknown,
  seen: unknown,
  show: (value: never) => string = String,
): Difference | undefined {
  if (seen === expected) return undefined;
  try {
    expect(seen).to.equal(expected);
    return undefined;
  } catch (error) {
    if (!(error instanceof AssertionError)) throw error;
    return { where, expected: show(expected as never), seen: show(seen as never) };
  }
}

const excerpt = 32;

/** The difference between two runs of storage: the first byte that differs and what stands around it. */
export function storageDifference(where: string, expected: Uint8Array, seen: Uint8Array): Difference | undefined {
  if (Buffer.compare(expected, seen) === 0) return undefined;
  let first = 0;
  while (first < expected.length && expected[first] === seen[first]) first += 1;
  const start = expected.length <= excerpt ? 0 : first;
  const place = start === 0 && expected.length <= excerpt ? where : `${where} + ${hex(first)}`;
  return {
    where: place,
    expected: hexBytes(expected.subarray(start, start + excerpt)),
    seen: hexBytes(seen.subarray(start, start + excerpt)),
  };
}

/** @throws ExpectationNotMet when there is any difference */
export function demand(message: string, differences: readonly (Difference | undefined)[]): void {
  const found = differences.filter((item) => item !== undefined);
  if (found.length > 0) throw new ExpectationNotMet(message, found);
}
