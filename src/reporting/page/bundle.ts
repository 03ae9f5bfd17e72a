import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../package-root';

const folder = join(packageRoot, 'src/reporting/page');

/** The modules of the page's script, each after those it imports. */
const modules = ['elements', 'data', 'state', 'filter', 'evidence', 'rules', 'controls', 'main'];

/** The page, its rules and their evidence, then what a phone or a printer does otherwise: the later rule wins. */
export const pageStyle = (): string =>
  ['page', 'page-rules', 'page-media'].map((name) => readFileSync(join(folder, `${name}.css`), 'utf8')).join('\n');

/** One script of all modules: their top-level names are distinct. */
export function pageScript(): string {
  const parts = modules.map((name) =>
    readFileSync(join(folder, `${name}.mjs`), 'utf8')
      .replace(/^import [^;]*;\n/gm, '')
      .replace(/^export /gm, ''),
  );
  return `(() => {\n'use strict';\n${parts.join('\n')}})();\n`;
}
