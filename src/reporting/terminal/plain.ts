/** C0 and C1 controls, line separators, directional overrides, what is not a character. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what it is about
const unprintable = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|\p{Cs}/gu;

const escaped = (character: string): string => {
  const code = character.codePointAt(0)!;
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
};

/** A text that came from a machine, as one line that cannot do anything to a terminal. */
export function plain(text: string): string {
  return text.replace(/\r?\n/g, ' ⏎ ').replace(unprintable, escaped);
}

/** The same for a text of several lines. */
export function plainLines(text: string): string[] {
  return text.split(/\r?\n/).map(plain);
}
