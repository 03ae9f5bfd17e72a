import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

function rootAbove(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : rootAbove(dirname(folder));
}

/** The folder of this package: the checkout, or the installed package whose code runs from `dist/`. */
export const packageRoot = rootAbove(__dirname);
