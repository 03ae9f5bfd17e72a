/** Bytes of absolute storage that stand in for others while a unit of operation runs. */
export interface Substitution {
  readonly start: number;
  readonly original: Uint8Array;
  readonly substitute: Uint8Array;
}

/** What belongs there afterwards: the original, except where the unit itself has stored. */
export function restored({ original, substitute }: Substitution, now: Uint8Array): Uint8Array {
  return now.map((byte, index) => (byte === substitute[index] ? original[index]! : byte));
}
