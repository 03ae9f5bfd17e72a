import type { Finding } from './finding';
import { placesOf } from './json-places';

/** Findings that name a place by a JSON pointer are given the byte and line where it is in the file. */
export function withBytes(findings: readonly Finding[], read: (name: string) => Buffer | undefined): Finding[] {
  const located = new Map<string, ReadonlyMap<string, Finding['at'] & {}>>();
  for (const file of new Set(findings.filter(hasPointer).map((finding) => finding.file))) {
    const bytes = read(file);
    const pointers = findings.filter((finding) => finding.file === file && hasPointer(finding));
    if (bytes !== undefined) located.set(file, inFile(bytes, new Set(pointers.map(({ place }) => place!))));
  }
  return findings.map((finding) => {
    const at = located.get(finding.file)?.get(finding.place ?? '');
    return at === undefined ? finding : { ...finding, at };
  });
}

const hasPointer = ({ place }: Finding): boolean => place?.startsWith('/') ?? false;

function inFile(bytes: Buffer, pointers: ReadonlySet<string>): Map<string, { byte: number; line: number }> {
  const places = [...placesOf(bytes, pointers)].sort(([, one], [, other]) => one - other);
  let [line, seen] = [1, 0];
  return new Map(
    places.map(([pointer, byte]) => {
      for (; seen < byte; seen += 1) if (bytes[seen] === 0x0a) line += 1;
      return [pointer, { byte, line }];
    }),
  );
}
