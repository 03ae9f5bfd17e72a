/** One thing wrong with the specification, where it is. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

export function problemText({ file, line, message }: Problem): string {
  return `${file}:${line}: ${message}`;
}

export function sortedProblems(problems: readonly Problem[]): Problem[] {
  return [...problems].sort((a, b) => compare(a.file, b.file) || a.line - b.line || compare(a.message, b.message));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
