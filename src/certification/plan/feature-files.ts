import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';

export interface FeatureFile {
  /** Path from the folder above the features folder, with `/`. */
  readonly uri: string;
  /** The folder under the features folder. */
  readonly system: string;
  readonly text: string;
}

/** All feature files of a features folder, by uri. */
export function readFeatureFiles(features: string): FeatureFile[] {
  const base = dirname(features);
  return readdirSync(features, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.feature'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => {
      const inside = relative(features, file).split(sep);
      return {
        uri: relative(base, file).split(sep).join('/'),
        system: inside.length > 1 ? inside[0]! : basename(features),
        text: readFileSync(file, 'utf8'),
      };
    })
    .sort((a, b) => (a.uri < b.uri ? -1 : 1));
}
