import type { Deviation } from '../../contract/documents/deviations';

/** The first dotted number of a version text: 7.2.22 of "7.2.22 (Debian 1:7.2+dfsg-7)". */
function numbersOf(version: string): number[] {
  const text = /\d+(?:\.\d+)*/.exec(version)?.[0] ?? '0';
  return text.split('.').map(Number);
}

export function compareVersions(a: string, b: string): number {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

export function appliesTo(version: string, { versions }: Pick<Deviation, 'versions'>): boolean {
  if (versions?.from !== undefined && compareVersions(version, versions.from) < 0) return false;
  return versions?.below === undefined || compareVersions(version, versions.below) < 0;
}
