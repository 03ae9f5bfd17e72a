import { isAscii, isUtf8 } from 'node:buffer';
import { quoted } from './foreign-text';

/** A line that is no message. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

const halfCharacter = /\p{Surrogate}/u;

/** A string in valid UTF-8 can only get half a character through an escape. */
const surrogateEscape = /\\u[dD][89a-fA-F]/;

function refuseLoneSurrogates(root: unknown): void {
  const open: unknown[] = [root];
  const check = (text: string): void => {
    if (halfCharacter.test(text)) throw new Unreadable(`the string ${quoted(text)} holds half a surrogate pair`);
  };
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value === 'string') check(value);
    else if (typeof value === 'object' && value !== null) {
      for (const name of Object.keys(value)) {
        check(name);
        open.push((value as Record<string, unknown>)[name]);
      }
    }
  }
}

/** One line as a JSON object. @throws Unreadable */
export function readMessage(line: Buffer): Readonly<Record<string, unknown>> {
  // Nearly all lines are ASCII, and those are read faster.
  const ascii = isAscii(line);
  if (!ascii && !isUtf8(line)) throw new Unreadable(`a line is not UTF-8: ${quoted(line.toString('latin1'))}`);
  const text = ascii ? line.toString('latin1') : line.toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Unreadable(`a line is not JSON: ${quoted(text)}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Unreadable(`a line is not a JSON object: ${quoted(text)}`);
  if (text.includes('\\u') && surrogateEscape.test(text)) refuseLoneSurrogates(value);
  return value as Readonly<Record<string, unknown>>;
}
