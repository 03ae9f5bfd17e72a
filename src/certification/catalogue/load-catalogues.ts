import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { isMap, isSeq, LineCounter, parseDocument } from 'yaml';
import type { Catalogue, Requirement } from '../../contract/documents/catalogue';
import { validated } from '../../contract/validate';

/** A requirement, and where it stands. */
export interface Listed {
  readonly requirement: Requirement;
  readonly system: string;
  readonly file: string;
  readonly line: number;
}

/** The requirements of every catalogue in a folder. @throws InvalidDocument */
export function loadCatalogues(folder: string): Listed[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .flatMap((name) => loadCatalogue(join(folder, name)));
}

function loadCatalogue(path: string): Listed[] {
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(path, 'utf8'), { lineCounter: lines });
  const { system, requirements } = validated<Catalogue>('catalogue', document.toJS(), path);
  const items = isMap(document.contents) ? document.contents.get('requirements') : undefined;
  return requirements.map((requirement, index) => {
    const node = isSeq(items) ? (items.items[index] as { range?: [number, number, number] }) : undefined;
    const line = node?.range === undefined ? 1 : lines.linePos(node.range[0]).line;
    return { requirement, system, file: relative(process.cwd(), path), line };
  });
}
