export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Characters of XML 1.0; a lone surrogate is none. */
const characters = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;

function decoded(text: string): string {
  if (/[<]/.test(text)) throw new Error('a bare <');
  return text.replace(/&(?:#(\d+)|(\w+));|&/g, (all, number?: string, name?: string) => {
    if (number !== undefined) return String.fromCodePoint(Number(number));
    const known = name === undefined ? undefined : entities[name];
    if (known === undefined) throw new Error(`no entity: ${all}`);
    return known;
  });
}

/** A strict reader of the XML that tests look at: elements, attributes, text. @throws where it is not well-formed */
export function xmlTree(text: string): XmlElement {
  if (!characters.test(text)) throw new Error('a character that XML cannot hold');
  const root: XmlElement = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  let at = 0;
  const token = /<\?xml [^?]*\?>|<\/([\w-]+)>|<([\w-]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|[^<]+/gy;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    at = token.lastIndex;
    const [whole, closed, opened, attributes, empty] = match;
    const current = open[open.length - 1]!;
    if (closed !== undefined) {
      if (open.pop()!.name !== closed) throw new Error(`</${closed}> closes another`);
    } else if (opened !== undefined) {
      const element: XmlElement = { name: opened, attributes: attributesOf(attributes!), children: [], text: '' };
      current.children.push(element);
      if (empty === '') open.push(element);
    } else if (!whole.startsWith('<?')) current.text += decoded(whole);
  }
  if (at !== text.length) throw new Error(`not well-formed at ${at}: ${text.slice(at, at + 60)}`);
  if (open.length !== 1 || root.children.length !== 1) throw new Error('not one whole element');
  return root.children[0]!;
}

function attributesOf(text: string): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [, name, value] of text.matchAll(/([\w:-]+)="([^"]*)"/g)) {
    if (name! in attributes) throw new Error(`attribute ${name} twice`);
    attributes[name!] = decoded(value!);
  }
  return attributes;
}
