const shown = 120;

const escaped = (character: string): string => {
  const code = character.codePointAt(0)!;
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
};

/** Text that came from a machine, with nothing in it that a terminal or a reader could be fooled by. */
export function printable(text: string): string {
  return text.replace(/[^\n\x20-\x7e]/gu, escaped);
}

/** The beginning of such a text, in quotes, on one line. */
export function quoted(text: string): string {
  const start = JSON.stringify(text.slice(0, shown)).slice(1, -1);
  return `"${printable(start)}${text.length > shown ? '…' : ''}"`;
}
