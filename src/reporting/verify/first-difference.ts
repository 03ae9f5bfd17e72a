/** JSON pointer of the first place where two values differ, or nothing. */
export function differingPlace(one: unknown, other: unknown, pointer = ''): string | undefined {
  if (one === other) return undefined;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return pointer || '/';
  if (Array.isArray(one) !== Array.isArray(other)) return pointer || '/';
  const [a, b] = [one as Record<string, unknown>, other as Record<string, unknown>];
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const place = differingPlace(a[key], b[key], `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
    if (place !== undefined) return place;
  }
  return undefined;
}

/** `byte 17 (line 2)` of the first byte that differs. */
export function differingByte(seen: Buffer, expected: Buffer): string | undefined {
  if (seen.equals(expected)) return undefined;
  let at = 0;
  while (at < seen.length && at < expected.length && seen[at] === expected[at]) at++;
  let line = 1;
  for (let index = 0; index < at; index++) if (seen[index] === 0x0a) line++;
  return `byte ${at} (line ${line})`;
}
