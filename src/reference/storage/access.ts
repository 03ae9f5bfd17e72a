/** What an access wants. */
export const Kind = { fetch: 0, store: 1, instruction: 2 } as const;
export type Kind = (typeof Kind)[keyof typeof Kind];

/** Address spaces in the numbering of PSW bits 16-17 and TEID bits 62-63. */
export const Space = { primary: 0, accessRegister: 1, secondary: 2, home: 3 } as const;
export type Space = (typeof Space)[keyof typeof Space];

/** One storage access while it is checked, a page fragment at a time. Each CPU has one and reuses it. */
export class Access {
  kind: Kind = Kind.fetch;
  /** Effective address and length of the fragment. */
  address = 0n;
  length = 0;
  /** Effective address and length of the whole operand. */
  operand = 0n;
  operandLength = 0;
  space: Space = Space.primary;
  accessRegister = 0;
  /** The address is translated. */
  dat = false;
  key = 0;
  /** Set by the checks. */
  asce = 0n;
  privateSpace = false;
  real = 0;
  realAddress = 0n;
  absolute = 0;
  /** Absolute address of the last table entry that translation used. */
  tableEntry = 0n;
  datProtected = false;
  executionProtected = false;
}

/** A checked page fragment of an operand in absolute storage. */
export interface Part {
  readonly absolute: number;
  readonly length: number;
  next: Part | undefined;
}
