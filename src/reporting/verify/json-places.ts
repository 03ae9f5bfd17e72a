const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a];
const opening = [0x7b, 0x5b];
const closing = [0x7d, 0x5d];
const blanks = [0x20, 0x0a, 0x0d, 0x09];

interface Wanted {
  readonly pointers: string[];
  readonly inner: Map<string, Wanted>;
}

/**
 * Where values stand in a JSON text that can be parsed: the offset of their first byte, or of the innermost value around
 * them when they are not there. One pass, however many are asked for.
 * @param pointers JSON pointers (RFC 6901); `/` alone means the whole text
 */
export function placesOf(json: Buffer, pointers: Iterable<string>): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  value(json, 0, wantedTree(pointers), places);
  return places;
}

function wantedTree(pointers: Iterable<string>): Wanted {
  const root: Wanted = { pointers: [], inner: new Map() };
  for (const pointer of pointers) {
    let node = root;
    node.pointers.push(pointer);
    for (const part of pointer === '/' ? [] : pointer.split('/').slice(1)) {
      const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
      let next = node.inner.get(key);
      if (next === undefined) {
        next = { pointers: [], inner: new Map() };
        node.inner.set(key, next);
      }
      node = next;
      node.pointers.push(pointer);
    }
  }
  return root;
}

/** @returns the offset behind the value */
function value(json: Buffer, from: number, wanted: Wanted | undefined, places: Map<string, number>): number {
  let at = behindBlanks(json, from);
  if (wanted === undefined) return behindValue(json, at);
  for (const pointer of wanted.pointers) places.set(pointer, at);
  if (wanted.inner.size === 0 || !opening.includes(json[at]!)) return behindValue(json, at);
  const named = json[at] === opening[0];
  at = behindBlanks(json, at + 1);
  for (let index = 0; !closing.includes(json[at]!); index += 1) {
    let key = String(index);
    if (named) {
      const end = behindValue(json, at);
      key = JSON.parse(json.toString('utf8', at, end)) as string;
      at = behindBlanks(json, end);
      if (json[at] === colon) at += 1;
    }
    at = behindBlanks(json, value(json, at, wanted.inner.get(key), places));
    if (json[at] === comma) at = behindBlanks(json, at + 1);
  }
  return at + 1;
}

function behindBlanks(json: Buffer, from: number): number {
  let at = from;
  while (blanks.includes(json[at]!)) at += 1;
  return at;
}

function behindString(json: Buffer, from: number): number {
  let at = from + 1;
  while (at < json.length && json[at] !== quote) at += json[at] === backslash ? 2 : 1;
  return at + 1;
}

function behindValue(json: Buffer, from: number): number {
  let depth = 0;
  for (let at = from; at < json.length; ) {
    const byte = json[at]!;
    if (byte === quote) {
      at = behindString(json, at);
      if (depth === 0) return at;
      continue;
    }
    if (depth === 0 && at > from && (byte === comma || closing.includes(byte) || blanks.includes(byte))) return at;
    if (opening.includes(byte)) depth += 1;
    else if (closing.includes(byte) && --depth === 0) return at + 1;
    at += 1;
  }
  return json.length;
}
