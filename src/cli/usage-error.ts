/** Wrong usage, or something the command needs is not there: one sentence on stderr, status 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
