/** What the console says when a kernel gives up; the line that tells most comes first. */
const reasons: readonly RegExp[] = [
  /^(Unable to handle kernel [\w ]*\w)/m,
  /^(kernel BUG at .*)$/m,
  /^(\S.* ilc:\d.*?) \[#\d+\]/m,
  /^Kernel panic - not syncing: (.*)$/m,
];

/** Times before each line, and the line ends of a terminal. */
const plain = (console: string): string => console.replaceAll('\r', '').replaceAll(/^\[ *\d+\.\d+\] /gm, '');

/** The innermost function of a module, or else the innermost one. */
function placeOf(text: string): string | undefined {
  const [, inModule, module] = /\[<[0-9a-f]+>\] ([\w.]+)\+0x\S+ (\[\w+\])/.exec(text) ?? [];
  if (inModule !== undefined) return `${inModule} ${module}`;
  return /^Krnl PSW : .*\(([\w.]+)\+0x/m.exec(text)?.[1];
}

/** Why the kernel, or the agent as its first process, ended; undefined where the console does not say. The same for the same cause. */
export function reasonOfEnd(console: string): string | undefined {
  const text = plain(console);
  if (!text.includes('Kernel panic - not syncing')) return /^(agent: .*)$/m.exec(text)?.[1];
  const reason = reasons.map((pattern) => pattern.exec(text)?.[1]).find((found) => found !== undefined);
  const place = placeOf(text);
  return `the kernel panicked${place === undefined ? '' : ` in ${place}`}: ${reason?.trim()}`;
}

const tailKept = 6000;

/** The last lines, whole ones. */
export function logTail(console: string): string {
  const text = console.replaceAll('\r', '');
  if (text.length <= tailKept) return text;
  const tail = text.slice(-tailKept);
  return tail.slice(tail.indexOf('\n') + 1);
}
