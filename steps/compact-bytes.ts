import type { Wire } from '../src/contract/wire';

const unitDigits = 16;
const leastTimes = 8;

/**
 * Storage mostly repeats itself. Of long bytes that end in the same 8 bytes over and over, the repetition is counted:
 * `bytes` holds the beginning, `repeated` says which 8 bytes follow and how many times.
 */
export function compactBytes(wire: Wire): Wire {
  const { bytes } = wire;
  if (typeof bytes !== 'string' || bytes.length % unitDigits !== 0) return wire;
  const unit = bytes.slice(-unitDigits);
  let start = bytes.length - unitDigits;
  while (start >= unitDigits && bytes.slice(start - unitDigits, start) === unit) start -= unitDigits;
  const times = (bytes.length - start) / unitDigits;
  return times < leastTimes ? wire : { ...wire, bytes: bytes.slice(0, start), repeated: { bytes: unit, times } };
}
