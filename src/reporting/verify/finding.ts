/** Something that does not belong together. */
export interface Finding {
  /** Name in the report folder. */
  readonly file: string;
  /** JSON pointer, line or byte, where it can be known. */
  readonly place?: string;
  /** Where a JSON pointer leads: bytes from the beginning of the file, and the line. */
  readonly at?: { readonly byte: number; readonly line: number };
  readonly message: string;
}

export const findingText = ({ file, place, at, message }: Finding): string =>
  [
    file,
    ...(place === undefined ? [] : [` ${place}`]),
    ...(at === undefined ? [] : [` at byte ${at.byte} (line ${at.line})`]),
    `: ${message}`,
  ].join('');
