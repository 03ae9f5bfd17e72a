import { isDeepStrictEqual } from 'node:util';
import type { Manifest } from './documents/manifest';

const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'missing';
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
};

/** Where two manifests, of the same machine at two times, first differ; undefined where they do not. */
export function manifestDifference(first: Manifest, second: Manifest): string | undefined {
  const [then, now] = [first, second] as unknown as Record<string, unknown>[];
  const name = [...new Set([...Object.keys(then!), ...Object.keys(now!)])].find(
    (each) => !isDeepStrictEqual(then![each], now![each]),
  );
  return name === undefined ? undefined : `/${name} was ${shown(then![name])}, is now ${shown(now![name])}`;
}
