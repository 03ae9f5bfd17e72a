import { createHash } from 'node:crypto';
import type { FeatureFile } from './feature-files';

export function digestOf(parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}\0`).update(part);
  return `sha256:${hash.digest('hex')}`;
}

/** Of the whole specification: the text of every feature file, by name. */
export function suiteDigest(files: readonly FeatureFile[]): string {
  return digestOf(files.flatMap((file) => [file.uri, file.text]));
}
