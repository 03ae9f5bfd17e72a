/** Something that does not belong together. */
export interface Finding {
  /** Name in the report folder. */
  readonly file: string;
  /** JSON pointer, line or byte, where it can be known. */
  readonly place?: string;
  readonly message: string;
}

export const findingText = ({ file, place, message }: Finding): string =>
  `${file}${place === undefined ? '' : ` ${place}`}: ${message}`;
