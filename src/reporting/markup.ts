import { plainLines } from './terminal/plain';

/** Text that is HTML or XML already. */
export class Markup {
  constructor(readonly text: string) {}
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For any string whatever: what neither HTML nor XML can hold is shown escaped. */
export function escapeMarkup(text: string): string {
  return plainLines(text)
    .join('\n')
    .replace(/[&<>"']/g, (character) => entities[character]!);
}

type Part = string | number | Markup | readonly Part[] | undefined | false;

function textOf(part: Part): string {
  if (part === undefined || part === false) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'object') return part.map(textOf).join('');
  return escapeMarkup(String(part));
}

/** A template whose values are escaped, unless they are markup themselves. */
export function markup(pieces: TemplateStringsArray, ...parts: Part[]): Markup {
  return new Markup(pieces.map((piece, index) => piece + textOf(parts[index])).join(''));
}
