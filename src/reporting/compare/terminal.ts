import { marks } from '../terminal/marks';
import type { Paint } from '../terminal/paint';
import { plain } from '../terminal/plain';
import type { Cell, Comparison, Row } from './comparison';

const widest = 28;

const cellText = (cell: Cell | null): string => {
  if (cell === null) return '';
  const { mark, words } = marks[cell.verdict];
  const [same, all] = cell.share;
  return `${mark} ${words}${all > 1 ? ` ${same}/${all}` : ''}`;
};

/** Machines × rules, where they differ; the rest is counted. */
export function comparisonLines({ machines, rows, notes }: Comparison, paint: Paint): string[] {
  const shown = rows.filter(({ standing }) => standing === 'differs');
  const names = machines.map(({ name }) => plain(name));
  const widths = names.map((name, column) =>
    Math.min(widest, Math.max(name.length, ...shown.map((row) => cellText(row.cells[column]!).length))),
  );
  const first = Math.max(4, ...shown.map(({ id }) => plain(id).length));
  const line = (row: Row): string => {
    const cells = row.cells.map((cell, column) => {
      const text = cellText(cell).padEnd(widths[column]!);
      return cell === null ? text : paint(marks[cell.verdict].colour, text);
    });
    return [plain(row.id).padEnd(first), ...cells, plain(row.sentence)].join('  ');
  };
  const same = rows.filter(({ standing }) => standing === 'same').length;
  return [
    ...machines.map(
      ({ title, version, sentence }, index) => `${names[index]}: ${plain(`${title} ${version}`)} — ${plain(sentence)}`,
    ),
    ...notes.map((note) => paint('yellow', plain(note))),
    '',
    ...(shown.length === 0
      ? []
      : [
          paint(
            'dim',
            [''.padEnd(first), ...names.map((name, column) => name.slice(0, widest).padEnd(widths[column]!))]
              .join('  ')
              .trimEnd(),
          ),
        ]),
    ...shown.map(line),
    ...(shown.length === 0 ? [] : ['']),
    `${shown.length} ${shown.length === 1 ? 'rule differs' : 'rules differ'}, ${same} the same`,
  ];
}
