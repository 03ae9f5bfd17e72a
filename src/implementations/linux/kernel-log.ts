/** What the console of a guest says when the kernel gives up; the first line that tells most comes first. */
const reasons: readonly RegExp[] = [
  /^(?:\[[^\]]*\] )?(Unable to handle kernel .*|Fixpoint divide exception.*|.* BUG: .*|kernel BUG at .*)$/m,
  /^(?:\[[^\]]*\] )?(.*: \w{4} ilc:\d.*)$/m,
  /^(?:\[[^\]]*\] )?(Kernel panic - not syncing: .*)$/m,
  /^(agent: .*)$/m,
];

/** Why the kernel ended, from its console; undefined where it does not say. */
export function reasonOfEnd(console: string): string | undefined {
  const panicked = /Kernel panic - not syncing/.test(console);
  const reason = reasons.map((pattern) => pattern.exec(console)?.[1]?.trim()).find((found) => found !== undefined);
  if (reason === undefined) return undefined;
  return panicked ? `the kernel panicked: ${reason}` : reason;
}

const tailKept = 6000;

/** The last lines, whole ones. */
export function logTail(console: string): string {
  if (console.length <= tailKept) return console;
  const tail = console.slice(-tailKept);
  return tail.slice(tail.indexOf('\n') + 1);
}
