/** One combination: a value for each dimension, as text, in the words of the feature. */
export type Combination = Readonly<Record<string, string>>;

/** The dimensions of an access and what they are when a table leaves them out. */
export const accessDimensions: Combination = {
  access: 'fetch',
  'access key': '0',
  'access-control bits': '0',
  'fetch protection': '0',
  'fetch-protection override': 'off',
  'storage-protection override': 'off',
  address: '0x10000',
};

const isRange = /^(\d+)-(\d+)$/;

/** `0-15`, `off, on`, `1-15, other than access key`, `same as access key` → the values and the dimension they must differ from. */
function parseValues(cell: string): { values: string[]; otherThan: string | undefined } {
  let otherThan: string | undefined;
  const values = cell.split(',').flatMap((part) => {
    const text = part.trim();
    const range = isRange.exec(text);
    if (range !== null) {
      const [first, last] = [Number(range[1]), Number(range[2])];
      return Array.from({ length: last - first + 1 }, (_, index) => String(first + index));
    }
    if (!text.startsWith('other than ')) return [text];
    otherThan = text.slice('other than '.length);
    return [];
  });
  return { values, otherThan };
}

/** `same as access key` is the value of another dimension, one that stands above it in the table. */
function valueIn(value: string, combination: Combination): string {
  if (!value.startsWith('same as ')) return value;
  const other = value.slice('same as '.length);
  const same = combination[other];
  if (same === undefined) throw new Error(`"${other}" is no dimension`);
  return same;
}

/**
 * Every combination that a table of dimensions declares.
 * @throws Error for a dimension that does not exist
 */
export function combinations(table: readonly (readonly string[])[], defaults: Combination): Combination[] {
  let all: Combination[] = [defaults];
  const filters: [dimension: string, other: string][] = [];
  for (const [dimension = '', cell = ''] of table) {
    if (!(dimension in defaults))
      throw new Error(`"${dimension}" is no dimension: ${Object.keys(defaults).join(', ')}`);
    const { values, otherThan } = parseValues(cell);
    if (otherThan !== undefined) filters.push([dimension, otherThan]);
    all = all.flatMap((combination) =>
      values.map((value) => ({ ...combination, [dimension]: valueIn(value, combination) })),
    );
  }
  return all.filter((combination) =>
    filters.every(([dimension, other]) => combination[dimension] !== (combination[other] ?? other)),
  );
}

function cellMatches(cell: string, dimension: string, combination: Combination): boolean {
  const value = combination[dimension];
  return cell.split(',').some((part) => {
    const text = part.trim();
    if (text === 'any') return true;
    if (text.startsWith('same as ')) return value === combination[text.slice('same as '.length)];
    if (text.startsWith('other than ')) {
      const other = text.slice('other than '.length);
      return value !== (combination[other] ?? other);
    }
    const range = isRange.exec(text);
    return range === null ? value === text : Number(value) >= Number(range[1]) && Number(value) <= Number(range[2]);
  });
}

/**
 * What the first matching line of a decision table says.
 * @throws Error when no line matches: the table is incomplete
 */
export function decided(lines: readonly Combination[], result: string, combination: Combination): string {
  const line = lines.find((candidate) =>
    Object.entries(candidate).every(
      ([dimension, cell]) => dimension === result || cellMatches(cell, dimension, combination),
    ),
  );
  if (line === undefined) throw new Error(`no line of the table says what happens for ${textOf(combination)}`);
  return line[result] ?? '';
}

/** The values of the dimensions that a table names, in its order. */
export function textOf(combination: Combination, named: readonly string[] = Object.keys(combination)): string {
  return named.map((dimension) => `${dimension} ${combination[dimension]}`).join(', ');
}
