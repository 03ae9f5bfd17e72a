/** The exit codes of the command. */
export const exitCodes = {
  conformant: 0,
  notConformant: 1,
  usage: 2,
  suiteError: 3,
  nothingRun: 4,
  incomplete: 5,
} as const;
