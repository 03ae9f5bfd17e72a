/** A reason of a profile, `fail: KEY-01, KEY-02, …`, with at most so many of its rules. */
export function briefReason(reason: string, shown = 4): string {
  const [, what, list] = /^([^:]+): (\S+(?:, \S+)*)$/.exec(reason) ?? [];
  const rules = (list ?? '').split(', ');
  if (what === undefined || rules.length <= shown + 1) return reason;
  return `${what}: ${rules.slice(0, shown).join(', ')} and ${rules.length - shown} more`;
}
